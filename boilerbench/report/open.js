// What an address opens: #diff-PAGE-EXTRACTOR in the dialog, anything else in its place.
const viewer = document.getElementById('diff');
const part = (name) => document.getElementById(`diff-${name}`);
const heads = grid ? [...grid.tHead.rows[0].cells].slice(2).map((head) => head.textContent) : [];
let current = null;
let opener = null;
let first = '';
let worstFirst = false;

function linkTo(page, system) {
  return document.querySelector(`#page-${page} a[href="#diff-${page}-${system}"]`);
}

function cellOf(page, system) {
  const row = document.getElementById(`page-${page}`);
  return row && row.cells[2 + system];
}

function drawTabs(page, system) {
  const tabs = heads.map((name, place) => {
    const item = element('li');
    const cell = cellOf(page, place);
    const tab = element(cell.querySelector('a') ? 'a' : 'span', '', `${name} `);
    if (tab.localName === 'a') tab.href = `#diff-${page}-${place}`;
    if (place === system) tab.setAttribute('aria-current', 'true');
    tab.append(element('b', cell.className, cell.textContent));
    item.append(tab);
    return item;
  });
  part('tabs').replaceChildren(...tabs);
  tabs[system].scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function drawFacts(page) {
  const head = document.getElementById(`page-${page}`).cells[0];
  part('title').textContent = head.querySelector('bdi').textContent;
  part('facts').textContent = head.querySelector('small').textContent;
  const shown = shownRows();
  const at = shown.findIndex((row) => row.id === `page-${page}`);
  part('count').textContent = at < 0 ? '' : `page ${at + 1} of ${shown.length}`;
}

function drawAddress(url) {
  if (!url) {
    part('url').replaceChildren();
    return;
  }
  const web = /^https?:\/\//i.test(url);
  const shown = element(web ? 'a' : 'bdi', '', url);
  if (web) {
    shown.href = url;
    shown.rel = 'noreferrer noopener';
  }
  part('url').replaceChildren(shown);
}

async function drawBody(page, system) {
  let block = null;
  let trouble = 'The diffs of this page were left out of this file to keep it small: '
    + '`boilerbench report --diffs all` keeps them, `boilerbench show` prints them.';
  try {
    block = await unpacked(page);
  } catch (error) {
    trouble = `This browser can't unpack diffs (${error.name}); the worst stand in the report.`;
  }
  if (!current || current[0] !== page || current[1] !== system) return;
  const found = block && block.diffs.find(([place]) => place === system);
  part('verdict').textContent = found ? legible(found[1]) : block ? 'There is no output.' : trouble;
  part('pairs').replaceChildren(...(found ? drawDiff(found[2], worstFirst) : []));
  drawAddress(block && block.url);
  viewer.dataset.drawn = `${page}-${system}`;
}

function openDiff(page, system) {
  const cell = cellOf(page, system);
  if (!cell) return;
  if (!viewer.open) {
    opener = document.activeElement;
    first = location.hash;
    viewer.showModal();
    part('title').focus();
  }
  if (!viewer.contains(document.activeElement)) part('title').focus();
  current = [page, system];
  drawFacts(page);
  drawTabs(page, system);
  part('body').scrollTop = 0;
  drawBody(page, system);
}

function closeDiff() {
  if (!current) return;
  const [page, system] = current;
  const last = `#diff-${page}-${system}`;
  current = null;
  if (viewer.open) viewer.close();
  if (location.hash.startsWith('#diff-')) history.replaceState(null, '', `#page-${page}`);
  const back = last === first && opener && opener !== document.body ? opener : linkTo(page, system);
  if (back) back.focus();
}

function reveal(target) {
  if (target.closest('#grid tr[hidden]')) filters.reset();
  for (let up = target; up; up = up.parentElement) if (up.localName === 'details') up.open = true;
  setTimeout(() => {
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'nearest' });
  });
}

function route() {
  const found = /^#diff-(\d+)-(\d+)$/.exec(location.hash);
  if (found && grid && cellOf(Number(found[1]), Number(found[2]))) {
    openDiff(Number(found[1]), Number(found[2]));
    return;
  }
  const wasOpen = Boolean(current);
  closeDiff();
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (target && !wasOpen) reveal(target);
}

function turnPage(step) {
  const shown = shownRows();
  const at = shown.findIndex((row) => row.id === `page-${current[0]}`);
  const row = shown[at + step];
  if (row) location.hash = `#diff-${row.id.slice(5)}-${current[1]}`;
}

function turnSystem(step) {
  for (let at = current[1] + step; at >= 0 && at < heads.length; at += step) {
    if (linkTo(current[0], at)) {
      location.hash = `#diff-${current[0]}-${at}`;
      return;
    }
  }
}

const button = (key) => viewer.querySelector(`[data-key="${key}"]`);
const KEYS = {
  n: () => turnPage(1),
  p: () => turnPage(-1),
  l: () => turnSystem(1),
  h: () => turnSystem(-1),
  w() {
    worstFirst = !worstFirst;
    button('w').setAttribute('aria-pressed', worstFirst);
    drawBody(...current);
  },
  '?'() {
    const keys = document.getElementById('keys');
    keys.hidden = !keys.hidden;
    button('?').setAttribute('aria-expanded', !keys.hidden);
  },
  Escape: () => viewer.close(),
};

// Without scripts these addresses lead to the worst diffs; here they would take away the focus.
for (const worst of document.querySelectorAll('.worst')) worst.removeAttribute('id');
viewer.addEventListener('click', (event) => {
  const pressed = event.target.closest('button');
  if (!pressed) return;
  if (pressed.dataset.key) KEYS[pressed.dataset.key]();
  const pair = pressed.dataset.pair && viewer.querySelector(`[data-number="${pressed.dataset.pair}"]`);
  if (pair) {
    pair.tabIndex = -1;
    pair.focus();
  }
});
viewer.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Escape') return;
  if (KEYS[event.key]) KEYS[event.key]();
});
viewer.addEventListener('close', closeDiff);
window.addEventListener('hashchange', route);
route();
