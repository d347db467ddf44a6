/**
 * Attacks on whatever shows a role's text. Each calls `top.__xss(<its index>)` when it runs; put
 * into a page's `innerHTML` with no guard at all, well over 150 of them do so by themselves (the
 * rest need a click or a parser that changes its mind). A test defines `__xss` and expects silence.
 */
export interface XssPayload {
  text: string
  /** Runs by itself in Chromium once it is `innerHTML`, without a click. */
  firesAlone: boolean
}

type Call = string

/** Elements that run a handler without anybody touching them. */
const lonely: ((call: Call) => string)[] = [
  (call) => `<img src=x onerror=${call}>`,
  (call) => `<image src=x onerror=${call}>`,
  (call) => `<img srcset=x onerror=${call}>`,
  (call) => `<picture><source srcset=x><img onerror=${call}></picture>`,
  (call) => `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" onload=${call} onerror=${call}>`,
  (call) => `<input type=image src=x onerror=${call}>`,
  (call) => `<video src=x onerror=${call}></video>`,
  (call) => `<video><source src=x onerror=${call}></video>`,
  (call) => `<audio src=x onerror=${call}></audio>`,
  (call) => `<audio><source src=x onerror=${call}></audio>`,
  (call) => `<video src=x onloadstart=${call}></video>`,
  (call) => `<iframe onload=${call}></iframe>`,
  (call) => `<iframe src=about:blank onload=${call}></iframe>`,
  (call) => `<iframe src=javascript:${call}></iframe>`,
  (call) => `<iframe srcdoc="<script>${call}</script>"></iframe>`,
  (call) => `<iframe srcdoc="<img src=x onerror=${call}>"></iframe>`,
  (call) => `<object data=x onerror=${call}></object>`,
  (call) => `<details open ontoggle=${call}><summary>x</summary></details>`,
  (call) => `<svg><svg onload=${call}></svg></svg>`,
  (call) => `<svg><animate onbegin=${call} attributeName=x dur=1s></animate></svg>`,
  (call) => `<svg><set onbegin=${call} attributeName=x to=1></set></svg>`,
  (call) => `<svg><animateTransform onbegin=${call} attributeName=x></animateTransform></svg>`,
  (call) => `<svg><animateMotion onbegin=${call} dur=1s></animateMotion></svg>`,
  (call) => `<svg><image href=x onerror=${call}></image></svg>`,
  (call) => `<svg><foreignObject><img src=x onerror=${call}></foreignObject></svg>`,
  (call) => `<style onload=${call}>p{}</style>`,
  (call) => `<math><mtext><img src=x onerror=${call}></mtext></math>`
]

/** Ways to write the same that a filter of strings overlooks; the browser reads them all. */
const disguises: ((html: string) => string)[] = [
  (html) => html,
  (html) => html.replaceAll(/<(\w+)/g, (_, name: string) => `<${name.toUpperCase()}`),
  (html) => html.replaceAll(/ (on\w+)=/g, (_, name: string) => `\n\t${name.toUpperCase()}\n=\n`),
  (html) => `**12.5 %** [F1] ${html} and more`,
  (html) => `- one\n- ${html}\n- three`,
  (html) => `> ${html}\n\n| a | b |\n|---|---|\n| ${html} | 2 |`,
  (html) => `\`\`\`html\n${html}\n\`\`\``
]

/** Attacks that break out of what stands around them; these run by themselves too. */
const sly: ((call: Call) => string)[] = [
  (call) => `<noscript><p title="</noscript><img src=x onerror=${call}>">`,
  (call) => `<svg></p><style><a id="</style><img src=1 onerror=${call}>">`,
  (call) => `<xmp><img alt="</xmp><img src=x onerror=${call}>">`,
  (call) => `<select><noembed></select><img src=x onerror=${call}></noembed>`,
  (call) => `<!--><img src=x onerror=${call}>-->`,
  (call) => `<div id=warRoom></div><form id=warRoom name=invoke><img src=x onerror=${call}></form>`,
  (call) => `</span></div><img src=x onerror=${call}>`,
  (call) => `"><img src=x onerror=${call}>`,
  (call) => `[F1]<img src=x onerror=${call}>[F2]`,
  (call) => `1,251.70<img src=x onerror=${call}>−20.0 %`,
  (call) => `\`<img src=x onerror=${call}>`,
  (call) => `\\<img src=x onerror=${call}>`
]

/** Attacks on parsers, on markdown, and those that wait for a click. */
const patient: ((call: Call) => string)[] = [
  (call) => `<script>${call}</script>`,
  (call) => `<ScRiPt src=data:text/javascript,${call}></sCrIpT>`,
  (call) => `[click](javascript:${call})`,
  (call) => `[click](JaVaScRiPt:${call})`,
  (call) => `[click](java&#x0A;script:${call})`,
  (call) => `[F12](javascript:${call})`,
  (call) => `[click](data:text/html,<script>${call}</script>)`,
  (call) => `[click](vbscript:${call})`,
  (call) => `<javascript:${call}>`,
  (call) => `![x](x"onerror="${call})`,
  (call) => `![x](javascript:${call})`,
  (call) => `[x]: javascript:${call}\n\n[x]`,
  (call) => `[a](<javascript:${call}> "title")`,
  (call) => `<a href=javascript:${call}>x</a>`,
  (call) => `<a href="&#106;avascript:${call}">x</a>`,
  (call) => `<a href="java\tscript:${call}">x</a>`,
  (call) => `<form action=javascript:${call}><button>x</button></form>`,
  (call) => `<button formaction=javascript:${call}>x</button>`,
  (call) => `<button onclick=${call} class=fact-link data-fact=F1>[F1]</button>`,
  (call) => `<span data-offset=0 onmouseover=${call}>1</span>`,
  (call) => `<p style="animation:x" onanimationstart=${call}>x</p>`,
  (call) => `<div style=background:url(javascript:${call})>x</div>`,
  (call) => `<meta http-equiv=refresh content="0;url=javascript:${call}">`,
  (call) => `<base href=javascript:${call}//>`,
  (call) => `<embed src=javascript:${call}>`,
  (call) => `<isindex action=javascript:${call} type=submit>`,
  (call) =>
    `<math><mi><table><mglyph><style><!--</style><img title="--><img src=1 onerror=${call}>">`,
  (call) => `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${call}>`,
  (call) => `<template><img src=x onerror=${call}></template>`,
  (call) => `<![CDATA[<img src=x onerror=${call}>]]>`,
  (call) => `{{constructor.constructor('${call}')()}}`,
  (call) => `\${${call}}`,
  (call) => `'-${call}-'`,
  (call) => `[F1"onclick="${call}]`,
  (call) => `| a |\n|:-:"onclick=${call}|\n| 1 |`,
  (call) => `&lt;img src=x onerror=${call}&gt;`,
  (call) => `&#60;img src=x onerror=${call}&#62;`,
  (call) => `<div popover onbeforetoggle=${call} id=p></div><button popovertarget=p>x</button>`
]

const inDisguise = lonely.flatMap((attack) =>
  disguises.map((disguise) => ({ attack: (call: Call) => disguise(attack(call)), alone: true }))
)
const breaking = sly.map((attack) => ({ attack, alone: true }))
const waiting = patient.map((attack) => ({ attack, alone: false }))

/** All attacks; a payload's index is the argument of its call. */
export const xssPayloads: readonly XssPayload[] = [...inDisguise, ...breaking, ...waiting].map(
  ({ attack, alone }, index) => ({ text: attack(`top.__xss(${index})`), firesAlone: alone })
)
