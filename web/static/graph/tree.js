// The same walk as a list that every screen reader knows: an ARIA tree, one key press at a time.
// Each row is an item by itself and owns the list below it, so that its name is what it shows.

const element = (tag, kind, words) => {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  if (words) made.textContent = words;
  return made;
};

export class Tree {
  /** @param on what to do: choose(id), enter(id), open(id, wanted). */
  constructor(list, words, on) {
    Object.assign(this, { list, words, on, made: 0 });
    list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=treeitem]");
      if (item) { this.focus(item.dataset.id); on.enter(item.dataset.id); }
    });
    list.addEventListener("keydown", (event) => this.key(event));
  }

  draw(view, walk) {
    const had = this.list.contains(document.activeElement);
    this.list.replaceChildren(this.ofItem(view.root, walk, 1));
    this.choose(walk.selected);
    if (had) this.focus(walk.selected);
  }

  /** Mark what is chosen; it is where the list is entered. */
  choose(id) {
    for (const item of this.list.querySelectorAll("[role=treeitem]")) {
      const chosen = item.dataset.id === id;
      item.setAttribute("aria-selected", String(chosen));
      item.tabIndex = chosen ? 0 : -1;
    }
    const row = this.at(id);
    if (row) this.list.scrollTo({ top: row.offsetTop - this.list.clientHeight / 2 });
  }

  mark(matching) {
    for (const item of this.list.querySelectorAll("[role=treeitem]"))
      item.classList.toggle("match", Boolean(matching?.has(item.dataset.id)));
  }

  at(id) { return [...this.list.querySelectorAll("[role=treeitem]")].find((item) => item.dataset.id === id); }

  focus(id) { this.at(id)?.focus({ preventScroll: true }); }

  item(id, level, open, row, below = []) {
    const made = element("li");
    made.setAttribute("role", "none");
    row.setAttribute("role", "treeitem");
    row.setAttribute("aria-level", String(level));
    row.dataset.id = id;
    if (open !== null) row.setAttribute("aria-expanded", String(open));
    row.tabIndex = -1;
    made.append(row);
    if (below.length) {
      const list = element("ul");
      list.setAttribute("role", "group");
      list.id = `below-${this.made += 1}`;
      list.append(...below);
      row.setAttribute("aria-owns", list.id);
      made.append(list);
    }
    return made;
  }

  ofItem(item, walk, level) {
    const node = walk.nodes.get(item.iri);
    const row = element("div", "row card");
    row.append(element("strong", "", node.name), element("span", "day", ` (${node.issued}) `));
    row.append(element("span", `state t-${node.tone}`, `${node.mark} ${node.status}`), element("span", "what", node.title));
    for (const link of item.links ?? []) if (link) row.append(element("span", "what", link));
    const can = item.open ? item.groups.length > 0 : node.neighbours > (item.parent ? 1 : 0);
    if (can && !item.open) row.append(element("span", "size", this.words.related.replace("{0}", node.neighbours)));
    return this.item(item.id, level, can ? item.open : null, row, item.groups.map((group) => this.ofGroup(group, walk, level + 1)));
  }

  ofGroup(group, walk, level) {
    const row = element("div", `row group f-${group.group.family}`, `${group.group.heading} (${group.group.total})`);
    const below = group.items.map((item) => this.ofItem(item, walk, level + 1));
    for (const iri of group.again) {
      const again = element("div", "row again", `${walk.nodes.get(iri).name} – ${this.words.again}`);
      below.push(this.item(`${group.id}|again|${iri}`, level + 1, null, again));
    }
    if (group.more) below.push(this.item(group.more, level + 1, null, element("div", "row more", this.words.moreOf(group))));
    return this.item(group.id, level, !group.folded, row, below);
  }

  key(event) {
    const item = event.target.closest("[role=treeitem]");
    if (!item || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = [...this.list.querySelectorAll("[role=treeitem]")];
    const at = all.indexOf(item), open = item.getAttribute("aria-expanded"), id = item.dataset.id;
    const go = (to) => to && this.on.choose(to.dataset.id);
    const does = {
      ArrowDown: () => go(all[at + 1]),
      ArrowUp: () => go(all[at - 1]),
      Home: () => go(all[0]),
      End: () => go(all.at(-1)),
      ArrowRight: () => (open === "false" ? this.on.open(id, true) : open === "true" && go(all[at + 1])),
      ArrowLeft: () => (open === "true" ? this.on.open(id, false) : go(item.closest("[role=group]")?.previousElementSibling)),
      Enter: () => this.on.enter(id),
      " ": () => this.on.enter(id),
    }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
    this.focus(this.list.querySelector("[aria-selected=true]")?.dataset.id);
  }
}
