/** The parts of the page that the build puts together. */
export type PageParts = {
  readonly csp: string
  readonly css: string
  readonly script: string
  /** JSON of a trust folder. */
  readonly trust: string
  readonly chunks: readonly { readonly name: string; readonly code: string }[]
}

const BODY = `<header><nav><button type="button" data-l="fr" lang="fr">Français</button><button type="button" data-l="en" lang="en">English</button></nav>
<h1 data-t="title">Verify a certificate</h1>
<p data-t="intro"></p></header>
<main>
<noscript><p>Activez JavaScript. Enable JavaScript.</p></noscript>
<section><h2 data-t="trust"></h2>
<p id="trust-help" data-t="trustHelp"></p>
<label for="trust-files" data-t="trustLabel"></label>
<input id="trust-files" type="file" multiple accept=".txt,.json,.pem" aria-describedby="trust-help">
<dl id="trusted"></dl></section>
<section><h2 data-t="lead"></h2>
<div class="pair"><p><label for="phone" data-t="phone"></label><input id="phone" type="tel" autocomplete="off"></p>
<p><label for="email" data-t="email"></label><input id="email" type="email" autocomplete="off"></p>
<p><label for="recipient" data-t="recipient"></label><input id="recipient" autocomplete="off"></p></div></section>
<section><h2 data-t="certificate"></h2>
<p id="drop" data-t="drop"></p>
<label for="certificate-file" data-t="certificateLabel"></label>
<input id="certificate-file" type="file" accept=".json" aria-describedby="drop"></section>
<div id="status" role="status"></div>
<article id="report" hidden aria-labelledby="verdict">
<button type="button" id="print" data-t="print"></button>
<div id="body"></div></article>
</main>`

/** The page as one file. */
export const pageHtml = ({ csp, css, script, trust, chunks }: PageParts): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Constat</title>
<style>${css}</style>
</head>
<body>
${BODY}
<script type="application/json" id="embedded">${trust}</script>
${chunks.map(({ name, code }) => `<script type="text/plain" id="${name}">${code}</script>\n`).join('')}<script>${script}</script>
</body>
</html>
`
