// The table of pages: sorted by any column, filtered by text, facts and what became of a page.
const grid = document.getElementById('grid');
const filters = document.getElementById('filters');
const rows = grid ? [...grid.tBodies[0].rows] : [];
const lowIsBetter = grid && grid.dataset.better === 'low';

const facts = new Map(rows.map((row) => [row, JSON.parse(row.dataset.facts)]));
const texts = new Map(rows.map((row) => [row, row.cells[0].textContent.toLowerCase()]));

function results(row, system) {
  return system === '' ? [...row.cells].slice(2) : [row.cells[2 + Number(system)]];
}

function valueOf(cell) {
  if (cell.classList.contains('failed') || cell.classList.contains('empty')) {
    return lowIsBetter ? Infinity : -1;
  }
  const number = parseFloat(cell.textContent);
  return Number.isNaN(number) ? null : number;
}

function isWorse(cell, bound) {
  const value = valueOf(cell);
  return value !== null && (lowIsBetter ? value > bound : value < bound);
}

function stands(row, wanted) {
  if (!texts.get(row).includes(wanted.text)) return false;
  for (const [field, value] of wanted.facts) {
    if (!(facts.get(row)[field] || []).includes(value)) return false;
  }
  if (!wanted.state) return true;
  return results(row, wanted.system).some((cell) =>
    wanted.state === 'worse' ? isWorse(cell, wanted.worse) : cell.classList.contains(wanted.state));
}

function filterPages() {
  const form = filters.elements;
  const wanted = {
    text: form.text.value.trim().toLowerCase(),
    facts: [...filters.querySelectorAll('[data-field]')]
      .filter((one) => one.value).map((one) => [one.dataset.field, one.value]),
    state: form.state.value,
    worse: parseFloat(form.worse.value),
    system: form.system.value,
  };
  for (const row of rows) row.hidden = !stands(row, wanted);
  document.getElementById('shown').textContent = `${shownRows().length} of ${rows.length} pages`;
}

function shownRows() {
  return [...grid.tBodies[0].rows].filter((row) => !row.hidden);
}

function keyOf(row, column) {
  const cell = row.cells[column];
  return column === 0 ? texts.get(row) : valueOf(cell);
}

function compare(first, second, sign) {
  if (first === null || second === null) return (first === null) - (second === null);
  if (first === second) return 0;
  return first < second ? -sign : sign;
}

function sortPages(head) {
  const heads = [...grid.tHead.rows[0].cells];
  const ascending = head.getAttribute('aria-sort') !== 'ascending';
  for (const one of heads) one.setAttribute('aria-sort', 'none');
  head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
  const column = heads.indexOf(head);
  const keyed = [...grid.tBodies[0].rows].map((row) => [keyOf(row, column), row]);
  keyed.sort((one, other) => compare(one[0], other[0], ascending ? 1 : -1));
  grid.tBodies[0].append(...keyed.map(([, row]) => row));
}

function makeSortable(head) {
  const button = document.createElement('button');
  button.type = 'button';
  button.append(...head.childNodes);
  head.append(button);
  head.setAttribute('aria-sort', 'none');
  button.addEventListener('click', () => sortPages(head));
}

if (grid) {
  for (const head of grid.tHead.rows[0].cells) makeSortable(head);
  filters.hidden = false;
  filters.addEventListener('input', filterPages);
  filters.addEventListener('submit', (event) => event.preventDefault());
  filters.addEventListener('reset', () => setTimeout(filterPages));
  filterPages();
}
