/** Why data could not be read or changed. `what` names it, as in `the environments`. */
export const errorMessages = {
  unaffected:
    'Clusters are not affected: they are kept and ended by the backend, not by this page.',
  notFound: 'Could not find {{what}}, or you may not see it.',
  notFoundMeaning: 'It is of another team, or was never there.',
  notFoundRemedy: 'Check the link, or ask the team that owns it.',
  notAllowed: 'You are not allowed to see {{what}}.',
  notAllowedRemedy: 'Ask your platform team for the permission.',
  notLoaded: 'Could not load {{what}}.',
  notLoadedRemedy:
    'Try again. If it keeps failing, show the details to your platform team.',
  noAnswer: 'Could not {{what}}: no answer.',
  nothingChanged: 'Nothing was changed.',
  maybeDone:
    'It may have been done all the same; asking again does not do it twice.',
} as const;
