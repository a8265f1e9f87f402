// What is walked: which instruments are open, in which order, and the tree that follows from it.
// Every instrument stands once, below the one that was opened first; other ways to it are kept as
// further lines. Nothing here knows of canvas or list.

export const pillId = (iri, group) => `${iri}|${group.incoming ? "in" : "out"}|${group.kind}`;
const lineId = (iri, group, other) =>
  group.incoming ? `${other}>${group.kind}>${iri}` : `${iri}>${group.kind}>${other}`;

export class Walk {
  /** @param fetched gives, for an IRI and a number a group, the answer of /graph/neighbours. */
  constructor(root, fetched, most) {
    Object.assign(this, { root, fetched, most });
    this.answers = new Map();
    this.nodes = new Map();
    this.opened = [];
    this.folded = new Set();
    this.hidden = new Set();
    this.selected = root;
    this.steps = [];
    this.at = -1;
  }

  /** Open an instrument; return how many instruments came with it. */
  async open(iri, limit) {
    const answer = this.answers.get(iri);
    if (!answer || limit) {
      const got = await this.fetched(iri, limit);
      this.answers.set(iri, got);
      for (const node of [got.centre, ...got.groups.flatMap((group) => group.nodes)])
        if (!this.nodes.has(node.iri)) this.nodes.set(node.iri, node);
    }
    const before = this.view().items.size;
    if (!this.opened.includes(iri)) this.opened.push(iri);
    this.selected = iri;
    this.keep();
    return this.view().items.size - before;
  }

  /** Show more of the groups of an open instrument. */
  more(iri) { return this.open(iri, this.most); }

  close(iri) {
    this.opened = this.opened.filter((one) => one !== iri);
    this.drop();
    this.keep();
  }

  /** Close everything but the instrument that the walk began with. */
  fold() {
    this.opened = this.opened.includes(this.root) ? [this.root] : [];
    this.folded.clear();
    this.drop();
    this.keep();
  }

  toggleGroup(id) {
    if (!this.folded.delete(id)) this.folded.add(id);
    this.drop();
    this.keep();
  }

  show(family, shown) {
    if (shown) this.hidden.delete(family);
    else this.hidden.add(family);
    if (!this.view().ids.has(this.selected)) this.selected = this.root;
  }

  /** Forget what is open and no longer reached. */
  drop() {
    const { items, ids } = this.view();
    this.opened = this.opened.filter((iri) => items.has(iri));
    if (!ids.has(this.selected)) this.selected = this.root;
  }

  /** Keep this state as a step that back and forward lead to. */
  keep() {
    this.steps.length = this.at + 1;
    this.steps.push({ opened: [...this.opened], folded: new Set(this.folded), selected: this.selected });
    this.at += 1;
  }

  /** Go to a step that was kept; return whether there is one. */
  go(at) {
    const step = this.steps[at];
    if (!step) return false;
    this.at = at;
    this.opened = [...step.opened];
    this.folded = new Set(step.folded);
    this.selected = step.selected;
    return true;
  }

  /** Return the tree of what is shown: root, items by IRI, all ids, lines between them. */
  view() {
    const root = { id: this.root, iri: this.root, side: 0, depth: 0, parent: null, groups: [], open: false };
    const items = new Map([[this.root, root]]);
    const lines = new Map();
    for (let grown = true, done = new Set(); grown; ) {
      grown = false;
      // In the order of opening: what was shown first keeps its place.
      for (const iri of this.opened) {
        const item = items.get(iri);
        if (!item || done.has(iri)) continue;
        done.add(iri);
        grown = true;
        item.open = true;
        item.groups = this.answers.get(iri).groups
          .filter((group) => !this.hidden.has(group.family))
          .map((group) => this.grow(item, group, items, lines))
          .filter((one) => one.items.length || one.again.length || one.folded);
      }
    }
    const ids = new Set(items.keys());
    for (const item of items.values())
      for (const one of item.groups) { ids.add(one.id); if (one.more) ids.add(one.more); }
    return { root, items, ids, lines: [...lines.values()] };
  }

  /** Return one group of an open item with what it brings in. */
  grow(item, group, items, lines) {
    const side = item.side || (group.incoming ? 1 : -1);
    const one = { id: pillId(item.iri, group), group, parent: item, side, items: [], again: [], more: null };
    one.folded = this.folded.has(one.id);
    if (one.folded) return one;
    for (const node of group.nodes) {
      const line = lineId(item.iri, group, node.iri);
      if (lines.has(line)) continue;
      const known = items.has(node.iri);
      lines.set(line, { id: line, pill: one, iri: node.iri, again: known, partial: node.partial });
      if (known) { one.again.push(node.iri); continue; }
      const child = { id: node.iri, iri: node.iri, side, depth: item.depth + 1, parent: one, groups: [], open: false, links: node.links };
      items.set(node.iri, child);
      one.items.push(child);
    }
    if (group.hidden) one.more = `${one.id}|more`;
    return one;
  }
}
