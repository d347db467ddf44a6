import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject } from '../support/project.mjs'

const RULE = '='.repeat(80)
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[-.][\w.-]+)?$/i
/** What stands after this in a tool's file is about packages inside the tool, which stays here. */
const INSIDE_A_TOOL = /^# Licenses of bundled dependencies/m
/** An Apache licence's file is often only the notice that names it. */
const WHOLE_APACHE = /TERMS AND CONDITIONS FOR USE, REPRODUCTION/

const ELECTRON = `Electron, with Chromium and Node.js

The program runs on Electron (MIT, Copyright Electron contributors and GitHub Inc.).
Its licence and those of Chromium, Node.js and all that they hold lie beside the
program's executable: LICENSE.electron.txt (or LICENSE) and LICENSES.chromium.html.`

const CHARTS = `TradingView Lightweight Charts: attribution notice

TradingView Lightweight Charts™
Copyright (c) 2025 TradingView, Inc. https://www.tradingview.com/

It holds parts of tslib, Copyright (c) Microsoft Corporation, under 0BSD (see the
standard texts at the end).`

const DATA = `The bundled case, S&P 500

out/main/cases/sp500.csv is data/sp500-2000.csv of the package vega-datasets
(BSD-3-Clause, below), which names Yahoo Finance as the source of the figures.
No font is shipped; the program's icons are its own.`

/**
 * LICENSES.txt: whose work is shipped, under which licence, and each licence's text. The same
 * packages make the same bytes.
 * @param {{ name: string, version: string, license: string, folder: string }[]} packages sorted
 * @returns {string}
 */
export function licencesText(packages) {
  const own = readFileSync(inProject('LICENSE'), 'utf8').trim()
  const described = packages.map(describe)
  const list = described.map(({ title }) => `  ${title}`).join('\n')
  const needed = new Set(['0BSD', ...described.flatMap(({ standard }) => standard)])
  const standard = [...needed].sort().map((id) => `Standard text of ${id}\n\n${standardText(id)}`)
  const sections = [
    `War Room\n\n${own}`,
    ELECTRON,
    DATA,
    `Packages of which something is shipped\n\n${list}`,
    CHARTS,
    ...groups(described),
    ...standard
  ]
  return `${sections.join(`\n\n${RULE}\n\n`)}\n`
}

/** Packages with the very same text share one section. */
function groups(described) {
  const titles = new Map()
  for (const { title, text } of described) {
    titles.set(text, [...(titles.get(text) ?? []), title])
  }
  return [...titles].map(([text, members]) => `${members.join('\n')}\n\n${text}`)
}

function describe({ name, version, license, folder }) {
  const title = `${name} ${version} (${license.replace(/^\((.*)\)$/, '$1')})`
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file))
  if (files.length === 0) {
    const note = `The package has no licence file. It names ${license}, and ${authorIn(folder)}.`
    return { title, text: `${note}\nThe standard text stands at the end.`, standard: [license] }
  }
  const texts = files.sort().map((file) => tidy(readFileSync(join(folder, file), 'utf8')))
  const text = texts.join('\n\n')
  const isNotice = license === 'Apache-2.0' && !WHOLE_APACHE.test(text)
  return { title, text, standard: isNotice ? [license] : [] }
}

function tidy(text) {
  return text.split(INSIDE_A_TOOL)[0].replaceAll('\r\n', '\n').trim()
}

function authorIn(folder) {
  const { author, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const source = (repository?.url ?? repository)?.replace(/^git\+|\.git$/g, '')
  const name = author?.name ?? author
  return name === undefined ? `comes from ${source}` : `as its author ${name}`
}

function standardText(id) {
  const path = inProject('scripts', 'dist', 'licence-texts', `${id}.txt`)
  return readFileSync(path, 'utf8').trimEnd()
}
