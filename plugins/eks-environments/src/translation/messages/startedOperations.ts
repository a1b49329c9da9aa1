/** Texts of the built-in operations that people start, by type. Those of modules are shown as the API sends them. */
export const startedOperationMessages = {
  hibernate: {
    title: 'Hibernate',
    dialog: 'Hibernate {{name}}',
    description:
      'This removes all nodes of the cluster {{cluster}}. Everything that runs on them stops.\nKubernetes objects and volumes are kept, and the lease continues. Resume it to get the same number of nodes back, which takes some minutes.\nControl plane, network and volumes still cost money; the page then says how much.',
  },
  resume: {
    title: 'Resume',
    dialog: 'Resume {{name}}',
    description:
      'This starts as many nodes as it had before its hibernation, which takes some minutes. They cost money again.',
  },
} as const;
