import type { FastifyHelmetOptions } from "@fastify/helmet";
import type { FastifyCorsOptions } from "@fastify/cors";

/**
 * Nothing is loaded from elsewhere. MapLibre starts its worker from our own file and draws icons from blobs;
 * it needs no inline style, for it styles through the DOM. Encryption is the proxy's business, so no header
 * here forces it: plain HTTP on a closed network works.
 */
export const SECURITY_HEADERS: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      "style-src": ["'self'"],
      "font-src": ["'self'"],
      "img-src": ["'self'", "data:", "blob:"],
      "connect-src": ["'self'"],
      "worker-src": ["'self'", "blob:"],
      "manifest-src": ["'self'"],
      "base-uri": ["'none'"],
      "form-action": ["'self'"],
      "frame-ancestors": ["'self'"],
    },
  },
  strictTransportSecurity: false,
  // The data is open: other sites may show it.
  crossOriginResourcePolicy: { policy: "cross-origin" },
  referrerPolicy: { policy: "no-referrer" },
};

const EXPOSED_HEADERS =
  "ETag, Content-Disposition, Content-Crs, Link, X-Request-Id, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset".split(
    ", ",
  );

/** Open data without accounts: every site may read it, none can change a thing. */
export const OPEN_TO_ALL: FastifyCorsOptions = {
  origin: "*",
  methods: ["GET", "HEAD", "POST"],
  exposedHeaders: EXPOSED_HEADERS,
  maxAge: 86_400,
  // OPTIONS asked by hand, without the headers of a browser's preflight, is answered too.
  strictPreflight: false,
};
