// Places of a tree that grows to both sides: what the first instrument acts on to the left, what
// acts on it to the right. The same walk always gives the same picture.

export const CARD = { w: 264, h: 104 };
export const PILL = { w: 142, h: 58 };
export const MORE = { w: 168, h: 32 };
const GAP = { x: 30, y: 14, group: 20 };
const STEP = (CARD.w + PILL.w) / 2 + GAP.x;

const sum = (heights, gap) => heights.reduce((all, one) => all + one, 0) + Math.max(0, heights.length - 1) * gap;

const heightOfGroup = (group) => Math.max(
  PILL.h,
  sum([...group.items.map(heightOf), ...(group.more ? [MORE.h] : [])], GAP.y),
);
const heightOf = (item) => Math.max(CARD.h, sum(item.groups.map(heightOfGroup), GAP.group));

const placeGroups = (groups, x, y, side, places) => {
  let top = y - sum(groups.map(heightOfGroup), GAP.group) / 2;
  for (const group of groups) {
    const height = heightOfGroup(group);
    const middle = top + height / 2;
    places.set(group.id, { x: x + side * STEP, y: middle });
    const childX = x + side * 2 * STEP;
    const heights = group.items.map(heightOf);
    let childTop = middle - sum([...heights, ...(group.more ? [MORE.h] : [])], GAP.y) / 2;
    group.items.forEach((item, n) => {
      place(item, childX, childTop + heights[n] / 2, side, places);
      childTop += heights[n] + GAP.y;
    });
    if (group.more) places.set(group.more, { x: childX - (side * (CARD.w - MORE.w)) / 2, y: childTop + MORE.h / 2 });
    top += height + GAP.group;
  }
};

const place = (item, x, y, side, places) => {
  places.set(item.id, { x, y });
  if (side) placeGroups(item.groups, x, y, side, places);
  else for (const way of [-1, 1]) placeGroups(item.groups.filter((group) => group.side === way), x, y, way, places);
};

/** Return the place of every id of a view. */
export const layout = (root) => {
  const places = new Map();
  place(root, 0, 0, 0, places);
  return places;
};
