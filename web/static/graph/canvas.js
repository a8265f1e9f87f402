// The walk as a drawing, by Cytoscape.js on a plain 2D canvas: it needs no WebGL, which remote
// desktops and old graphics cards often lack.

import { cardImage } from "./cards.js";
import { CARD, MORE, PILL } from "./layout.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");
const TONES = ["live", "part", "wait", "pause", "gone", "open"];
const NAMES = ["ink", "soft", "paper", "box", "line", "hair", "link", "on-link", ...TONES];
const FAMILIES = ["ends", "changes", "pauses", "basis", "carries-out", "mentions"];
const [LEAST, MOST] = [0.12, 2];
/** The smallest zoom at which cards can be read; what does not fit is reached by panning. */
const READABLE = 0.62;

const colours = (element) => {
  const style = getComputedStyle(element);
  const read = (names) => names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]);
  return Object.fromEntries([...read(NAMES), ...read(FAMILIES.map((name) => `family-${name}`))]);
};

const styles = (c) => [
  { selector: "node", style: { shape: "round-rectangle", "corner-radius": 8, "background-color": c.paper, "border-color": c.line, "border-width": 1, "font-family": "Segoe UI, system-ui, Roboto, Noto Sans, Arial, sans-serif" } },
  { selector: ".card", style: { width: CARD.w, height: CARD.h, "background-image": "data(image)", "background-width": CARD.w, "background-height": CARD.h, "background-clip": "node", "background-image-containment": "inside" } },
  { selector: ".root", style: { "border-width": 2.5, "border-color": c.ink } },
  { selector: ".pill, .more", style: { width: PILL.w, height: PILL.h, label: "data(label)", "text-valign": "center", "text-halign": "center", "text-wrap": "wrap", "text-max-width": PILL.w - 14, "font-size": 12.5, "font-weight": 600, color: c.ink, "corner-radius": 20 } },
  { selector: ".pill", style: { "border-width": 2, "background-color": c.box } },
  { selector: ".folded", style: { "border-style": "dashed" } },
  { selector: ".more", style: { width: MORE.w, height: MORE.h, color: c.link, "border-style": "dashed", "background-color": c.paper } },
  { selector: "edge", style: { "curve-style": "round-taxi", "taxi-direction": "horizontal", "taxi-turn": "50%", "taxi-radius": 8, width: 1.8, "arrow-scale": 1.1, "target-arrow-shape": "none", "source-arrow-shape": "none" } },
  { selector: ".to", style: { "target-arrow-shape": "triangle" } },
  { selector: ".partial", style: { "line-style": "dashed", "line-dash-pattern": [6, 4] } },
  { selector: ".again", style: { "curve-style": "unbundled-bezier", "control-point-distances": 60, "control-point-weights": 0.5, "line-style": "dotted", width: 1.4, opacity: 0.6 } },
  ...FAMILIES.flatMap((family) => {
    const colour = c[`family-${family}`];
    return [
      { selector: `.pill.f-${family}`, style: { "border-color": colour } },
      { selector: `edge.f-${family}`, style: { "line-color": colour, "target-arrow-color": colour } },
    ];
  }),
  { selector: ".dim", style: { opacity: 0.28 } },
  { selector: "node.match", style: { "border-width": 3, "border-color": c.link } },
  { selector: "node.chosen", style: { "outline-width": 3, "outline-color": c.link, "outline-offset": 3 } },
];

// It warns of lines too short to draw, which there are while cards move apart.
cytoscape.warnings(false);

export class Canvas {
  /** @param on what to do: tap(id), double(id). */
  constructor(element, on) {
    this.element = element;
    this.colours = colours(element);
    this.cy = cytoscape({
      container: element,
      style: styles(this.colours),
      minZoom: LEAST,
      maxZoom: MOST,
      boxSelectionEnabled: false,
      autoungrabify: true,
      autounselectify: true,
    });
    this.cy.on("onetap", "node", (event) => on.tap(event.target.id()));
    this.cy.on("dbltap", "node", (event) => on.double(event.target.id()));
    this.cy.on("mouseover", "node", () => element.classList.add("over"));
    this.cy.on("mouseout", "node", () => element.classList.remove("over"));
  }

  /** Take the colours anew, after the system went dark or light. */
  recolour() {
    this.colours = colours(this.element);
    this.cy.style(styles(this.colours));
  }

  /** Show a view; new nodes come out of the one that was opened. */
  draw(view, places, walk, words) {
    const wanted = new Map();
    for (const item of view.items.values()) this.ofItem(item, walk, words, wanted);
    for (const line of view.lines) this.ofLine(line, wanted);
    this.cy.batch(() => {
      this.cy.elements().filter((element) => !wanted.has(element.id())).remove();
      for (const [id, { classes, ...made }] of wanted) {
        const there = this.cy.getElementById(id);
        if (there.nonempty()) { there.data(made.data); there.classes(classes); }
        else this.cy.add({ ...made, classes, position: this.from(made, places) });
      }
    });
    for (const [id, position] of places) {
      const node = this.cy.getElementById(id);
      node.stop();
      if (still.matches) node.position(position);
      else node.animate({ position, duration: 220, easing: "ease-out" });
    }
  }

  from(made, places) {
    const from = made.data.from && this.cy.getElementById(made.data.from);
    return from && from.nonempty() ? { ...from.position() } : { ...places.get(made.data.id) };
  }

  ofItem(item, walk, words, wanted) {
    const node = walk.nodes.get(item.iri);
    const badge = item.open ? "–" : node.neighbours > 1 || !item.parent ? `+${node.neighbours - (item.parent ? 1 : 0)}` : "";
    wanted.set(item.id, {
      group: "nodes",
      classes: `card${item.parent ? "" : " root"}`,
      data: { id: item.id, from: item.parent?.parent.id, open: item.open, image: cardImage(node, this.colours, badge) },
    });
    for (const group of item.groups) {
      const family = `f-${group.group.family}`;
      const label = `${group.group.heading} (${group.group.total})`;
      wanted.set(group.id, { group: "nodes", classes: `pill ${family}${group.folded ? " folded" : ""}`, data: { id: group.id, from: item.id, label } });
      const trunk = { id: `${group.id}|trunk`, ...(group.group.incoming ? { source: group.id, target: item.id } : { source: item.id, target: group.id }) };
      wanted.set(trunk.id, { group: "edges", classes: `${family}${group.group.incoming ? " to" : ""}`, data: trunk });
      if (group.more) wanted.set(group.more, { group: "nodes", classes: "more", data: { id: group.more, from: group.id, label: words(group) } });
    }
  }

  ofLine({ id, pill, iri, again, partial }, wanted) {
    const { incoming, family } = pill.group;
    const ends = incoming ? { source: iri, target: pill.id } : { source: pill.id, target: iri };
    const classes = [`f-${family}`, incoming ? "" : "to", partial ? "partial" : "", again ? "again" : ""];
    wanted.set(id, { group: "edges", classes: classes.filter(Boolean).join(" "), data: { id, ...ends } });
  }

  choose(id) {
    this.cy.nodes().removeClass("chosen");
    this.cy.getElementById(id).addClass("chosen");
  }

  /** Show those that match words, dim the others; `null` shows all alike. */
  mark(matching) {
    this.cy.elements().removeClass("dim match");
    if (!matching) return;
    this.cy.elements().addClass("dim");
    for (const id of matching) this.cy.getElementById(id).removeClass("dim").addClass("match");
  }

  /**
   * Bring places into the window, no smaller than can be read and no nearer than `near`.
   * @param choices lists of ids, the longest first; the first list that fits is shown, else what
   *   lies around `first`.
   */
  look(places, choices, first, near = Math.max(READABLE, Math.min(1, this.cy.zoom()))) {
    const [w, h] = [this.cy.width(), this.cy.height()];
    if (!w) return;
    const frames = choices.map((ids) => this.frame(ids.map((id) => places.get(id)).filter(Boolean)));
    const needs = ({ width, height }) => Math.min(w / width, h / height);
    const frame = frames.find((one) => needs(one) >= READABLE) ?? frames.at(-1);
    const zoom = Math.min(near, Math.max(READABLE, needs(frame)));
    const centre = places.get(first);
    const at = (key, room, size) => (size * zoom <= room ? frame[key] : centre[key]);
    this.move({ zoom, pan: { x: w / 2 - zoom * at("x", w, frame.width), y: h / 2 - zoom * at("y", h, frame.height) } });
  }

  /** Return the middle and the size of what holds the cards at some places. */
  frame(points) {
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left + CARD.w + 40, height: bottom - top + CARD.h + 40 };
  }

  /** Bring one place into the window without changing the zoom. */
  follow(places, id) {
    const place = places.get(id), zoom = this.cy.zoom(), pan = this.cy.pan();
    if (!place) return;
    const [w, h] = [this.cy.width(), this.cy.height()];
    const [x, y] = [place.x * zoom + pan.x, place.y * zoom + pan.y];
    const [dx, dy] = [(CARD.w / 2) * zoom + 12, (CARD.h / 2) * zoom + 12];
    const shift = (at, room, half) => (at - half < 0 ? half - at : at + half > room ? room - half - at : 0);
    const by = { x: shift(x, w, dx), y: shift(y, h, dy) };
    if (by.x || by.y) this.move({ zoom, pan: { x: pan.x + by.x, y: pan.y + by.y } });
  }

  fit() { this.cy.stop().animate({ fit: { padding: 24 }, duration: still.matches ? 0 : 220 }); }

  zoom(factor) {
    const level = Math.min(MOST, Math.max(LEAST, this.cy.zoom() * factor));
    this.cy.zoom({ level, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  move(view) {
    this.cy.stop();
    if (still.matches) this.cy.viewport(view);
    else this.cy.animate({ ...view, duration: 220, easing: "ease-out" });
  }
}
