export const FEED_PORT = 8791
export const FEED_URL = `http://127.0.0.1:${FEED_PORT}/stations.json`
