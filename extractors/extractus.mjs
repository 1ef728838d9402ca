// /// script
// requires-node = ">=20.19"
// dependencies = ["@extractus/article-extractor@9.0.1", "html-to-text@10.0.1"]
//
// [tool.npm]
// before = "2026-11-23T00:00:00Z"
//
// [tool.boilerbench]
// title = "@extractus/article-extractor"
// homepage = "https://github.com/extractus/article-extractor"
// licence = "MIT"
//
// [[tool.boilerbench.requirements]]
// versions = "<9"
// dependencies = ["html-to-text@*"]
// ///
/** Readability.js with settings of its own, then a list of allowed elements. */
import { extractFromHtml } from "@extractus/article-extractor";
import { compile } from "html-to-text";

const layOut = compile({
  wordwrap: false,
  limits: { maxInputLength: undefined }, // else cut at 16 MiB
  selectors: [
    { selector: "a", options: { ignoreHref: true } },
    { selector: "img", format: "skip" },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
      selector,
      options: { uppercase: false },
    })),
  ],
});

export async function extract(html, url, { contentLengthThreshold = 200 } = {}) {
  // Without any address, of the caller or in the page, it gives nothing.
  const address = URL.canParse(url) ? url : "https://unknown.invalid/";
  const article = await extractFromHtml(html, address, { contentLengthThreshold });
  if (article === null) return null;
  const { content, title, author, published: date } = article;
  return { text: layOut(content), title, author, date };
}
