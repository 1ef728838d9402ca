// /// script
// requires-node = ">=18"
// dependencies = ["unfluff@3.2.0"]
//
// [tool.npm]
// before = "2026-11-23T00:00:00Z"
//
// [tool.boilerbench]
// title = "unfluff"
// homepage = "https://github.com/ageitgey/node-unfluff"
// licence = "Apache-2.0"
// ///
/** A port of Goose: the ancestor of most paragraphs rich in stop words. */
import unfluff from "unfluff";

export function extract(html, url, { page_language = null } = {}) {
  // Without a language it looks for one in the page.
  const { text, title, author, date } = unfluff(html, page_language ?? undefined);
  return { text, title, author: author.join(", "), date };
}
