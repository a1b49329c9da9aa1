/** Where the parts of the portal under test answer; scripts/e2e.mjs sets the variables. */
export const backendUrl =
  process.env.PORTAL_BACKEND_URL ?? 'http://localhost:7007';

/** The local AWS, with its inbox, its state and its switches. */
export const awsUrl = process.env.PORTAL_AWS_URL ?? 'http://127.0.0.1:4577';

/** What ends and starts the backend from outside; only scripts/e2e.mjs serves it. */
export const controlsUrl = process.env.PORTAL_CONTROLS_URL;
