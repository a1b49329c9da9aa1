/** Why data could not be read or changed. `what` names it, as in `the environments`. */
export const errorMessages = {
  stale: 'Can’t reach the portal. Last updated {{time}}. Retrying…',
  unaffected:
    'Clusters are not affected: the backend manages them, not this page.',
  notFound: 'Could not find {{what}}, or you may not see it.',
  notFoundMeaning: 'It belongs to another team, or it does not exist.',
  notFoundRemedy: 'Check the link, or ask the team that owns it.',
  notAllowed: 'You are not allowed to see {{what}}.',
  notAllowedRemedy: 'Ask your platform team for the permission.',
  notLoaded: 'Could not load {{what}}.',
  notLoadedRemedy:
    'Retry. If it keeps failing, show the details to your platform team.',
  noAnswer: 'Could not {{what}}: no answer.',
  nothingChanged: 'Nothing was changed.',
  maybeDone:
    'It may have been done nevertheless. You can safely repeat it: it is not done twice.',
} as const;
