/** A location of blueprints. */
export interface BlueprintLocation {
  type: 'file' | 'url';
  target: string;
}
