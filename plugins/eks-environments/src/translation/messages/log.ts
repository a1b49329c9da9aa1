/** The log of an operation. */
export const logMessages = {
  title: 'Log',
  the: 'the log',
  theFile: 'the log as a file',
  connection: {
    connecting: 'Connecting…',
    live: 'Live',
    reconnecting: 'Connection lost; reconnecting. No line is lost.',
    complete: 'Complete',
  },
  removed:
    'The log was removed on {{time}}: logs are kept for a limited time after an operation has ended. The outcome is shown above and in the timeline.',
  found: '{{found}} of {{all}} lines',
  search: 'Search the log',
  searchPlaceholder: 'Search',
  follow: 'Follow',
  download: 'Download',
  noMatch: 'No line contains this text.',
  wroteNothing: 'This operation has no log lines.',
  empty: 'Lines appear here as soon as the engine writes them.',
  success: 'Success',
  warning: 'Warning',
  error: 'Error',
  lines: 'Log lines',
  earlier: 'Show {{number}} earlier lines',
} as const;
