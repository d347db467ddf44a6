@rem In the scripts of package.json `exec` makes the shell become Node, so that a signal to npm reaches
@rem it. cmd has no such word; npm runs scripts from this folder, where cmd finds this file.
@%*
