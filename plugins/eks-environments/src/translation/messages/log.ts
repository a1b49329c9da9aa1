/** The log of an operation. */
export const logMessages = {
  title: 'Log',
  the: 'the log',
  theFile: 'the log as a file',
  connection: {
    connecting: 'Connecting…',
    live: 'Live',
    reconnecting: 'Connection lost; trying again. No line gets lost.',
    complete: 'Complete',
  },
  removed:
    'The log was removed on {{time}}: logs are kept for some time after an operation has ended. What became of it is told above and in the timeline.',
  found: '{{found}} of {{all}} lines',
  search: 'Search the log',
  searchPlaceholder: 'Search',
  follow: 'Follow',
  download: 'Download',
  noMatch: 'No line has this text.',
  wroteNothing: 'This operation wrote nothing.',
  empty: 'Lines appear here as soon as the engine writes them.',
  success: 'Success',
  warning: 'Warning',
  error: 'Error',
  lines: 'Log lines',
  earlier: 'Show {{number}} earlier lines',
} as const;
