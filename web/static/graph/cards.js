// An instrument as a card: an SVG image, because the library writes one style of text in a node.

import { CARD } from "./layout.js";

const FONT = '"Segoe UI", system-ui, -apple-system, Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
const PAD = 14;
const pen = document.createElement("canvas").getContext("2d");

const escape = (words) => words.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const cut = (words, font, room) => {
  pen.font = font;
  if (pen.measureText(words).width <= room) return words;
  let kept = words;
  while (kept && pen.measureText(`${kept}…`).width > room) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
};

const wrap = (words, font, room, most) => {
  pen.font = font;
  const lines = [""];
  for (const word of words.split(" ")) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (!lines.at(-1) || pen.measureText(longer).width <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  if (lines.length > most) lines.splice(most - 1, lines.length, lines.slice(most - 1).join(" "));
  return lines.map((line) => cut(line, font, room));
};

/** Return the address of the picture of an instrument. */
export const cardImage = (node, colours, badge) => {
  const room = CARD.w - 2 * PAD + 4;
  const status = `${node.mark} ${node.status}`;
  const bold = `600 14px ${FONT}`, plain = `12px ${FONT}`, strong = `600 11.5px ${FONT}`;
  pen.font = strong;
  const mark = badge ? pen.measureText(badge).width + 14 : 0;
  const text = (words, y, size, colour, weight = 400) =>
    `<text x="${PAD}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escape(words)}</text>`;
  // A little smaller before the day of a status is cut off.
  pen.font = strong;
  const size = pen.measureText(status).width <= room ? 11.5 : 10.8;
  const [first, second = ""] = wrap(node.title || "", plain, room, 2);
  const parts = [
    `<rect width="5" height="${CARD.h}" fill="${colours[node.tone]}"/>`,
    text(cut(node.name, bold, room), 22, 14, colours.ink, 600),
    text(node.issued, 39, 12, colours.soft),
    text(first, 57, 12, colours.ink),
    text(second, 73, 12, colours.ink),
    text(cut(status, `600 ${size}px ${FONT}`, room), 93, size, colours[node.tone], 600),
  ];
  if (badge) {
    const x = CARD.w - mark - 8;
    parts.push(
      `<rect x="${x}" y="27" width="${mark}" height="17" rx="8.5" fill="${colours.box}" stroke="${colours.hair}"/>`,
      `<text x="${x + mark / 2}" y="39.5" text-anchor="middle" font-size="12" font-weight="600" fill="${colours.link}">${badge}</text>`,
    );
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD.w}" height="${CARD.h}" viewBox="0 0 ${CARD.w} ${CARD.h}" font-family='${FONT}'>${parts.join("")}</svg>`;
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
};
