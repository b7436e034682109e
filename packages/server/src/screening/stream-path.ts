/** Where files are screened over HTTP: the one request whose body takes as long as its answer. */
export const STREAM_PATH = '/v1/eligibility/stream'
