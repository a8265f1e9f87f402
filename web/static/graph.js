// The lược đồ that is walked: joins the walk, the drawing and the list. Without script, or where
// no canvas can be had, the picture of the server stays.

import { Canvas } from "./graph/canvas.js";
import { layout } from "./graph/layout.js";
import { Tree } from "./graph/tree.js";
import { Walk } from "./graph/walk.js";

const MOST = 60;
const place = document.getElementById("walk");
if (place && typeof cytoscape === "function") start(place);

function start(place) {
  const find = (selector) => place.querySelector(selector);
  const words = JSON.parse(place.dataset.words);
  const filled = (form, ...values) => values.reduce((text, value, n) => text.replace(`{${n}}`, value), form);
  const said = find(".said");
  const say = (text) => { said.textContent = text; };

  const fetched = async (iri, limit) => {
    const { asOf, known, lang } = place.dataset;
    const asked = new URLSearchParams({ iri, as_of: asOf, lang, ...(known && { known }), ...(limit && { limit }) });
    const answer = await fetch(`/graph/neighbours?${asked}`);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  const walk = new Walk(place.dataset.root, fetched, MOST);
  let view = walk.view(), places = new Map(), matching = null, busy = false;

  words.moreOf = ({ group }) => filled(group.nodes.length >= MOST ? words.more_page : words.more, group.hidden);
  const groupOf = (id) => [...view.items.values()].flatMap((item) => item.groups).find((group) => group.id === id || group.more === id);

  const draw = () => {
    view = walk.view();
    places = layout(view.root);
    canvas.draw(view, places, walk, words.moreOf);
    tree.draw(view, walk);
    tell();
    seek();
    place.dataset.items = view.items.size;
    place.dataset.opened = walk.opened.length;
  };

  const tell = () => {
    canvas.choose(walk.selected);
    tree.choose(walk.selected);
    const item = view.items.get(walk.selected) ?? groupOf(walk.selected)?.parent ?? view.root;
    const node = walk.nodes.get(item.iri);
    find(".chosen .name").textContent = node.name;
    find(".chosen .issued").textContent = node.issued;
    find(".chosen .title").textContent = node.title;
    Object.assign(find(".chosen .tag"), { className: `tag t-${node.tone}`, textContent: `${node.mark} ${node.status}` });
    find("[data-page]").href = node.iri;
    find("[data-does=toggle]").textContent = item.open ? words.close : words.open;
    find("[data-does=back]").disabled = walk.at <= 0;
    find("[data-does=forward]").disabled = walk.at >= walk.steps.length - 1;
    const families = new Map();
    for (const answer of walk.opened.map((iri) => walk.answers.get(iri)))
      for (const group of answer.groups) families.set(group.family, (families.get(group.family) ?? 0) + group.total);
    for (const box of place.querySelectorAll(".family")) {
      const count = families.get(box.querySelector("input").value);
      box.hidden = !count;
      box.querySelector(".count").textContent = count ? `(${count})` : "";
    }
  };

  const step = () => history.pushState({ walk: walk.at }, "");
  /** Return what is worth seeing when one is opened: all, it with the way to it, it alone. */
  const around = (iri) => {
    const item = view.items.get(iri);
    const alone = [iri, ...item.groups.flatMap((group) => [group.id, ...group.items.map((one) => one.id), ...group.again])];
    const way = [];
    for (let up = item.parent; up; up = up.parent) way.push(up.id);
    return [[...places.keys()], [...alone, ...way], alone];
  };

  const open = async (iri, more) => {
    if (busy) return;
    busy = true;
    const node = walk.nodes.get(iri);
    try {
      const brought = await (more ? walk.more(iri) : walk.open(iri));
      if (walk.at) step();
      draw();
      canvas.look(places, around(iri), iri, node ? undefined : 1);
      if (node) say(brought ? filled(words.opened, node.name, brought) : filled(words.nothing, node.name));
    } catch (error) {
      if (error instanceof TypeError || /^\d+$/.test(error.message)) say(words.failed);
      else throw error;
    } finally {
      busy = false;
    }
  };

  const close = (iri) => {
    walk.selected = iri;
    walk.close(iri);
    step();
    draw();
    say(filled(words.closed, walk.nodes.get(iri).name));
  };

  /** Do what Enter and a click do: open or close an instrument, fold a group, show more. */
  const enter = (id) => {
    const item = view.items.get(id), group = groupOf(id);
    choose(id);
    if (item) return item.open ? close(id) : open(id);
    if (id.includes("|again|")) return choose(id.split("|again|")[1]);
    if (!group) return undefined;
    if (id === group.more) return group.group.nodes.length >= MOST ? location.assign(group.parent.iri) : open(group.parent.iri, true);
    walk.toggleGroup(id);
    step();
    return draw();
  };

  const choose = (id) => {
    if (id.includes("|again|")) { tree.choose(id); return; }
    walk.selected = id;
    tell();
    canvas.follow(places, id);
  };

  const set = (id, wanted) => {
    const item = view.items.get(id), group = groupOf(id);
    if ((item ? item.open : !group?.folded) !== wanted) enter(id);
  };

  const canvas = new Canvas(find(".canvas"), { tap: enter, double: (id) => view.items.has(id) && location.assign(id) });
  const tree = new Tree(find(".tree"), words, { choose, enter, open: set });

  // Search within.
  const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  const field = find("#walk-find");
  const seek = () => {
    const wanted = bare(field.value.trim());
    const fits = ({ name, title, issued }) => bare(`${name} ${issued} ${title}`).includes(wanted);
    matching = wanted ? new Set([...view.items.keys()].filter((iri) => fits(walk.nodes.get(iri)))) : null;
    canvas.mark(matching);
    tree.mark(matching);
  };
  field.addEventListener("input", () => { seek(); if (matching) say(filled(words.found, matching.size)); });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !matching?.size) return;
    const all = [...matching];
    choose(all[(all.indexOf(walk.selected) + 1) % all.length]);
    event.preventDefault();
  });

  // Keys on the drawing.
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const beside = ([dx, dy]) => {
    const here = places.get(walk.selected);
    let best = null, least = Infinity;
    for (const [id, { x, y }] of places) {
      const along = (x - here.x) * dx + (y - here.y) * dy, off = Math.abs((x - here.x) * dy) + Math.abs((y - here.y) * dx);
      // Up and down stay in the column; left and right go to the nearest of the next one.
      if (along < 1 || (dy && off > 120)) continue;
      if (along + 2 * off < least) { best = id; least = along + 2 * off; }
    }
    return best;
  };
  find(".canvas").addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const way = WAYS[event.key];
    const does = way ? () => { const id = beside(way); if (id) { choose(id); named(id); } } : {
      Enter: () => enter(walk.selected),
      " ": () => enter(walk.selected),
      Home: () => { choose(walk.root); named(walk.root); },
      "+": () => canvas.zoom(1.25),
      "=": () => canvas.zoom(1.25),
      "-": () => canvas.zoom(0.8),
      0: () => canvas.fit(),
    }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });
  const named = (id) => {
    const node = walk.nodes.get(id), group = groupOf(id);
    say(node ? `${node.name} (${node.issued}), ${node.status}` : id === group?.more ? words.moreOf(group) : `${group.group.heading} (${group.group.total})`);
  };

  // Buttons, filter, the browser's own back and forward.
  const toggled = () => (view.items.has(walk.selected) ? walk.selected : (groupOf(walk.selected)?.parent ?? view.root).iri);
  const does = {
    back: () => history.back(),
    forward: () => history.forward(),
    "zoom-in": () => canvas.zoom(1.25),
    "zoom-out": () => canvas.zoom(0.8),
    fit: () => canvas.fit(),
    fold: () => { walk.fold(); step(); draw(); canvas.look(places, around(walk.root), walk.root); },
    full: () => (document.fullscreenElement ? document.exitFullscreen() : find(".walked").requestFullscreen()),
    toggle: () => enter(toggled()),
  };
  place.addEventListener("click", (event) => does[event.target.closest("[data-does]")?.dataset.does]?.());
  find("[data-does=full]").hidden = !document.fullscreenEnabled;
  find(".kinds").addEventListener("change", (event) => { walk.show(event.target.value, event.target.checked); draw(); });
  addEventListener("popstate", (event) => {
    if (walk.go(event.state?.walk ?? 0)) { draw(); canvas.follow(places, walk.selected); }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { canvas.recolour(); draw(); });
  new ResizeObserver(() => canvas.cy.resize()).observe(find(".canvas"));

  find(".plain").hidden = true;
  find(".walked").hidden = false;
  canvas.cy.resize();
  history.replaceState({ walk: 0 }, "");
  open(walk.root);
}
