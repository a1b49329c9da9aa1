#!/usr/bin/env node
'use strict';
/* A fake eksctl for tests of the runner: its first argument selects the behaviour. */
const { readFileSync, statSync } = require('node:fs');

const behaviours = {
  report() {
    console.log(
      JSON.stringify({
        args: process.argv.slice(3),
        environment: process.env,
        directory: process.cwd(),
        config: readFileSync('cluster.yaml', 'utf8'),
        configMode: statSync('cluster.yaml').mode & 0o777,
        directoryMode: statSync('.').mode & 0o777,
        stdin: readFileSync(0, 'utf8'),
      }),
    );
  },
  exit() {
    process.exitCode = Number(process.argv[3]);
  },
  secret() {
    console.log('2026-11-21 09:17:42 [ℹ]  key AKIAIOSFODNN7EXAMPLE');
    console.error('Error: no newline at the end');
    process.stdout.write('2026-11-21 09:17:43 [✔]  done');
  },
  hang() {
    console.log(`pid ${process.pid}`);
    setInterval(() => {}, 1000);
  },
  stubborn() {
    process.on('SIGTERM', () => {});
    console.log(`pid ${process.pid}`);
    setInterval(() => {}, 1000);
  },
};

behaviours[process.argv[2]]();
