/** Where blueprints are read from. */
export interface BlueprintLocation {
  type: 'file' | 'url';
  target: string;
}
