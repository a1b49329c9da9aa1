/** The pages of the portal that messages link to, as paths from `/`. */
export const portalPages = {
  list: () => '/environments',
  environment: (id: string) => `/environments/${id}`,
  /** The page of an environment, with the dialog that extends its lease. */
  extend: (id: string) => `/environments/${id}?action=extend`,
  request: (id: string) => `/environments/approvals?request=${id}`,
  fleet: () => '/environments/fleet',
};
