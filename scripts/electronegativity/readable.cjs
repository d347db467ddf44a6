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
    traverse(tree, visitor(types))
    return generate(tree, { comments: false }).code
  }
}

function visitor(types) {
  const plain = (key) => types.identifier(`private_${key.id.name}`)
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
    },
    // !0 and !1
    UnaryExpression(path) {
      if (path.node.operator === '!' && types.isNumericLiteral(path.node.argument)) {
        path.replaceWith(types.booleanLiteral(path.node.argument.value === 0))
      }
    },
    TemplateLiteral(path) {
      if (path.node.expressions.length === 0 && !types.isTaggedTemplateExpression(path.parent)) {
        path.replaceWith(types.stringLiteral(path.node.quasis[0].value.cooked ?? ''))
      }
    },
    ClassPrivateProperty(path) {
      const { key, value, static: isStatic } = path.node
      path.replaceWith(types.classProperty(plain(key), value, null, null, false, isStatic))
    },
    ClassPrivateMethod(path) {
      const { kind, key, params, body, static: isStatic, async, generator } = path.node
      path.replaceWith(
        types.classMethod(kind, plain(key), params, body, false, isStatic, generator, async)
      )
    },
    PrivateName(path) {
      path.replaceWith(types.identifier(`private_${path.node.id.name}`))
    }
  }
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
