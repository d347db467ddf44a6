/**
 * Rewrites built JavaScript into a form that electronegativity can read, without changing what it
 * does as far as its checks see. The tool stops at private members of classes (and would then leave
 * out the whole file), and it knows Electron's parts only by their names, which a minifier takes away.
 */
const { createRequire } = require('node:module')

const WINDOWS = new Set(['BrowserWindow', 'BrowserView', 'WebContentsView', 'BaseWindow'])

/**
 * @param {NodeJS.Require} withinTool finds what electronegativity itself finds
 * @returns {(code: string) => string}
 */
function makeReadable(withinTool) {
  const { parse } = withinTool('@babel/parser')
  const traverse = withinTool('@babel/traverse').default
  const withinTraverse = createRequire(withinTool.resolve('@babel/traverse'))
  const generate = withinTraverse('@babel/generator').default
  const types = withinTraverse('@babel/types')
  return (code) => {
    const tree = parse(code, { sourceType: 'unambiguous' })
    // To know what a name stands for is dear, and only code that uses Electron needs it.
    if (/\bfrom\s*["']electron["']/.test(code)) {
      traverse(tree, electronNames(types))
    }
    types.traverseFast(tree, plainer())
    return generate(tree, { comments: false }).code
  }
}

/** Electron's parts under their own names, and windows with the options that they get. */
function electronNames(types) {
  return {
    // import { BrowserWindow as a } from 'electron'
    ImportDeclaration(path) {
      if (path.node.source.value === 'electron') {
        for (const specifier of path.node.specifiers) {
          if (types.isImportSpecifier(specifier)) {
            path.scope.rename(specifier.local.name, specifier.imported.name)
          }
        }
      }
    },
    NewExpression(path) {
      const { callee } = path.node
      // new electron.BrowserWindow(…)
      if (types.isMemberExpression(callee) && WINDOWS.has(callee.property.name)) {
        path.node.callee = types.identifier(callee.property.name)
      }
      if (WINDOWS.has(path.node.callee.name)) {
        path.node.arguments = path.node.arguments.map((one) => whatItGives(one, path.scope, types))
      }
    }
  }
}

/**
 * Puts into plainer words, in place, what a minifier writes shorter and what the tool cannot parse.
 * @returns {(node: object) => void} to be called for each node, an outer one first
 */
function plainer() {
  const tagged = new WeakSet()
  const become = (node, type, fields) => Object.assign(node, { type, ...fields })
  const rewrite = {
    TaggedTemplateExpression: (node) => tagged.add(node.quasi),
    TemplateLiteral(node) {
      if (node.expressions.length === 0 && !tagged.has(node)) {
        become(node, 'StringLiteral', { value: node.quasis[0].value.cooked, extra: undefined })
      }
    },
    // !0 and !1
    UnaryExpression(node) {
      if (node.operator === '!' && node.argument.type === 'NumericLiteral') {
        become(node, 'BooleanLiteral', { value: node.argument.value === 0 })
      }
    },
    ClassPrivateProperty: (node) => become(node, 'ClassProperty', { computed: false }),
    ClassPrivateMethod: (node) => become(node, 'ClassMethod', { computed: false }),
    PrivateName: (node) => become(node, 'Identifier', { name: `private_${node.id.name}` })
  }
  return (node) => rewrite[node.type]?.(node)
}

/** Options that a function of ours makes are seen as if they stood where it is called. */
function whatItGives(argument, scope, types) {
  if (!types.isCallExpression(argument) || !types.isIdentifier(argument.callee)) {
    return argument
  }
  const made = scope.getBinding(argument.callee.name)?.path.node.init?.body
  return types.isObjectExpression(made) ? types.cloneNode(made, true) : argument
}

module.exports = { makeReadable }
