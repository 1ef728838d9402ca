// A diff: its block unpacked, then drawn with text alone, so that nothing in it can act.
const SIGNS = { missing: '−', leaked: '+', moved: '~', optional: '○', extra: '?' };

// JSON escapes control characters, so that these were not yet named when the block was packed.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const LONE = /[\ud800-\udfff]/gu;

function legible(text) {
  return String(text).replace(LONE, '\ufffd').replace(CONTROLS, (sign) =>
    `⟨U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = legible(text);
  return made;
}

async function unpacked(page) {
  const block = document.getElementById(`block-${page}`);
  if (!block) return null;
  const bytes = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
}

function noteOf(kind, pair, place) {
  if (pair !== null) {
    const button = element('button', 'note', `¶ ${pair}`);
    button.type = 'button';
    button.dataset.pair = pair;
    return button;
  }
  const told = [kind, place].filter(Boolean).join(' · ');
  return told ? element('span', 'note', told) : '';
}

function drawPiece([mark, text, , kind = '', pair = null, skipped = 0, tail = '', , place = null]) {
  const sign = SIGNS[mark];
  const piece = element('span', sign ? mark : '');
  if (sign) {
    const shown = element('b', 'sign', sign);
    shown.setAttribute('aria-hidden', 'true');
    piece.append(shown, element('span', 'vh', `${mark}: `), noteOf(kind, pair, place));
  }
  piece.append(legible(text));
  if (tail) piece.append(element('span', 'gap', skipped ? ` … ${skipped} words … ` : ' … '), legible(tail));
  return piece;
}

function drawSide(name, pieces) {
  const side = element('div', 'side');
  side.dataset.side = name;
  side.dir = 'auto';
  side.append(...pieces.map(drawPiece));
  return side;
}

function drawPair([number, gold, output]) {
  const pair = element('li', 'pair');
  pair.dataset.number = number;
  pair.append(element('span', 'no', number), drawSide('gold', gold), drawSide('output', output));
  return pair;
}

function drawSnippet([fate, text]) {
  const bad = fate === 'missing' || fate === 'leaked';
  const shown = element('li');
  shown.append(element('span', bad ? fate : '', `${SIGNS[bad ? fate : ''] || '✓'} ${fate}`), ': ');
  shown.append(element('bdi', '', text));
  return shown;
}

function wrong([, , , counts]) {
  return counts.reduce((sum, one) => sum + one, 0);
}

function drawDiff(diff, worstFirst) {
  const found = [];
  if (diff.left_out) found.push(element('p', 'soft', diff.left_out));
  if (diff.snippets) {
    const list = element('ul');
    list.append(...diff.snippets.map(drawSnippet));
    found.push(list);
  }
  const pairs = [...(diff.pairs || [])];
  if (worstFirst) pairs.sort((one, other) => wrong(other) - wrong(one) || one[0] - other[0]);
  if (pairs.length) {
    const columns = element('p', 'columns');
    columns.setAttribute('aria-hidden', 'true');
    columns.append(element('span'), element('span', '', 'gold'), element('span', '', 'output'));
    const list = element('ol', 'pairs');
    list.append(...pairs.map(drawPair));
    found.push(columns, list);
  }
  return found;
}
