import { render, type VNode } from 'preact';

/** Puts a page in the place its HTML keeps for it, instead of what stood there while it loaded. */
export function show(page: VNode): void {
  const place = document.querySelector('#page');
  if (place === null) throw new Error('The page has no #page.');
  place.replaceChildren();
  render(page, place);
}
