import type { FastifyHelmetOptions } from "@fastify/helmet";
import type { FastifyCorsOptions } from "@fastify/cors";

/** IGN's open tile server, asked only when the reader chooses its plan for the map. */
const IGN = "https://data.geopf.fr";

const DIRECTIVES = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "font-src": ["'self'"],
  "img-src": ["'self'", "data:", "blob:", IGN],
  "connect-src": ["'self'", IGN],
  "worker-src": ["'self'", "blob:"],
  "manifest-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'self'"],
};

/**
 * Nothing is loaded from elsewhere, but for the pictures of IGN's plan. MapLibre starts its worker from our own file and draws icons from blobs;
 * it needs no inline style, for it styles through the DOM. Encryption is the proxy's business, so no header
 * here forces it: plain HTTP on a closed network works.
 */
export const SECURITY_HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: DIRECTIVES,
  },
  strictTransportSecurity: false,
  // The data is open: other sites may show it.
  crossOriginResourcePolicy: { policy: "cross-origin" },
  referrerPolicy: { policy: "no-referrer" },
} satisfies FastifyHelmetOptions;

/** The same for pages that are made to stand in a frame on another site. */
export const FRAME_HEADERS = {
  ...SECURITY_HEADERS,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { ...DIRECTIVES, "frame-ancestors": ["*"] },
  },
  xFrameOptions: false,
} satisfies FastifyHelmetOptions;

/** What the page may ask of the browser: where the reader is, to search from there, and the clipboard; helmet has no word for it. */
export const PERMISSIONS_POLICY =
  "geolocation=(self), clipboard-write=(self), fullscreen=(self), camera=(), microphone=(), payment=(), usb=(), serial=(), display-capture=()";

const EXPOSED_HEADERS =
  "ETag, Location, Content-Disposition, Content-Crs, Link, X-Request-Id, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset".split(
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
