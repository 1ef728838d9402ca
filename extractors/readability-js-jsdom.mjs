// /// script
// requires-node = ">=18.17"
// dependencies = ["@mozilla/readability@0.6.0", "jsdom@26.1.0"]
//
// [tool.npm]
// before = "2026-11-23T00:00:00Z"
//
// [tool.boilerbench]
// title = "Readability.js on jsdom"
// package = "@mozilla/readability"
// homepage = "https://github.com/mozilla/readability"
// licence = "Apache-2.0"
//
// [[tool.boilerbench.requirements]]
// versions = "<0.6"
// dependencies = ["jsdom@<27"]  # later ones need newer Nodes
// ///
/** Firefox's reader view on the DOM its own documentation uses: slower, and parsed as browsers do. */
import { Readability } from "@mozilla/readability";
import { JSDOM, VirtualConsole } from "jsdom";

export function extract(
  html,
  url,
  { charThreshold = 500, nbTopCandidates = 5, linkDensityModifier = 0.0, disableJSONLD = false } = {},
) {
  // jsdom runs no script and loads nothing unless told to; a console nobody listens to is silent.
  const virtualConsole = new VirtualConsole();
  const { window } = new JSDOM(html, { virtualConsole, ...(URL.canParse(url) && { url }) });
  try {
    const settings = { charThreshold, nbTopCandidates, linkDensityModifier, disableJSONLD };
    const article = new Readability(window.document, settings).parse();
    if (article === null) return null;
    const { textContent: text, title, byline: author, publishedTime: date } = article;
    return { text, title, author, date };
  } finally {
    window.close();
  }
}
