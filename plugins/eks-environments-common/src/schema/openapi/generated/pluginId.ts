export const pluginId = 'eks-environments';
