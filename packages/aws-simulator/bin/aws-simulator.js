#!/usr/bin/env node
require('./run').run('aws-simulator', 'server/main.ts');
