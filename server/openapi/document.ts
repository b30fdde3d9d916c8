import { problemType } from "../problems.ts";
import type { ProblemKind } from "../problems.ts";
import { ProblemSchema } from "../schemas/service-schemas.ts";
import { Components } from "./components.ts";
import type { JsonObject } from "./components.ts";
import { mediaType } from "./description.ts";
import type { AnswerDescription, Description, Example } from "./description.ts";
import type { ExamplePlaces } from "./example-places.ts";
import { IF_NONE_MATCH, routeParameters } from "./parameter-objects.ts";
import type { ParameterObject } from "./parameter-objects.ts";
import { refusalsOf } from "./refusals.ts";
import { exampleAddress } from "./route-book.ts";
import type { DescribedMethod, DescribedRoute } from "./route-book.ts";
import { TAGS } from "./tags.ts";

export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters: readonly (ParameterObject | JsonObject)[];
  readonly requestBody?: { readonly required: true; readonly content: OpenApiResponse["content"] & object };
  readonly responses: Readonly<Record<string, OpenApiResponse>>;
}

export interface OpenApiResponse {
  readonly description: string;
  readonly headers?: JsonObject;
  readonly content?: Readonly<Record<string, OpenApiMedia>>;
}

export interface OpenApiExample {
  readonly summary: string;
  /** Where it is, from the document. */
  readonly externalValue?: string;
  readonly value?: unknown;
}

export interface OpenApiMedia {
  readonly schema?: JsonObject;
  readonly examples?: Readonly<Record<string, OpenApiExample>>;
}

export interface OpenApiPath {
  readonly get?: OpenApiOperation;
  readonly head?: OpenApiOperation;
  readonly post?: OpenApiOperation;
  readonly delete?: OpenApiOperation;
}

export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: JsonObject;
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  readonly externalDocs: JsonObject;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, OpenApiPath>>;
  readonly components: JsonObject;
}

export interface InterfaceInfo {
  readonly title: string;
  readonly version: string;
  /** CommonMark. */
  readonly description: string;
}

const PROBLEM_MEDIA = "application/problem+json";

/** Headers of answers, by the name of their component, which is their own. */
const HEADERS: Readonly<Record<string, JsonObject>> = {
  ETag: header("Change quand la réponse change ; à rendre dans `If-None-Match`.", "string"),
  "Cache-Control": header("Combien de temps la réponse peut être gardée sans redemander.", "string"),
  "Retry-After": header("Dans combien de secondes redemander, si le serveur le sait.", "integer"),
};

/**
 * The interface in OpenAPI 3.1, with HEAD wherever there is GET. Examples are addresses of this service, relative to the
 * document, so that they also hold behind a proxy.
 */
export function openApiDocument(
  routes: readonly DescribedRoute[],
  places: ExamplePlaces,
  info: InterfaceInfo,
): OpenApiDocument {
  const components = new Components();
  const paths: Record<string, OpenApiPath> = {};
  for (const route of routes) {
    const one = operation(route, places, components);
    paths[route.path] = { ...paths[route.path], ...byMethod(route.method, one) };
  }
  return {
    openapi: "3.1.0",
    info: { ...info },
    servers: [{ url: ".", description: "Ce serveur" }],
    externalDocs: { url: "documentation", description: "La documentation de cette interface" },
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: components.schemas,
      headers: HEADERS,
      parameters: { "If-None-Match": IF_NONE_MATCH },
    },
  };
}

function byMethod(method: DescribedMethod, one: OpenApiOperation): OpenApiPath {
  if (method === "POST") return { post: one };
  return method === "DELETE" ? { delete: one } : { get: one, head: headOperation(one) };
}

function operation(route: DescribedRoute, places: ExamplePlaces, components: Components): OpenApiOperation {
  const { operationId, summary, description, tag, answers, examples } = route.description;
  const shown = examples(places);
  const good = Object.entries(answers).map(([status, answer]): [string, OpenApiResponse] => [
    status,
    goodResponse(answer, route, status === "200" ? shown : [], components),
  ]);
  const bad = [...refusalsOf(route)].map(([status, kinds]): [string, OpenApiResponse] => [
    String(status),
    problemResponse(kinds, components),
  ]);
  const unchanged: OpenApiResponse = {
    description: "La réponse que tient le client est encore bonne.",
    headers: headerReferences(["ETag", "Cache-Control"]),
  };
  const conditional = route.isRevalidated ? [{ $ref: "#/components/parameters/If-None-Match" }] : [];
  return {
    operationId,
    summary,
    description,
    tags: [tag],
    parameters: [...routeParameters(route, shown[0]), ...conditional],
    ...(route.description.body !== undefined && {
      requestBody: requestBody(route.description.body, shown, components),
    }),
    responses: Object.fromEntries([
      ...good,
      ...(route.isRevalidated ? [["304", unchanged] as const] : []),
      ...bad,
    ]),
  };
}

function requestBody(
  body: NonNullable<Description["body"]>,
  examples: readonly Example[],
  components: Components,
): OpenApiOperation["requestBody"] & object {
  const shown = Object.fromEntries(
    examples.map(({ summary, body: value }, i) => [`exemple${i + 1}`, { summary, value }]),
  );
  const content = Object.entries(body).map(([type, schema], i): [string, OpenApiMedia] => [
    mediaType(type),
    {
      ...(schema !== null && { schema: components.place(schema) }),
      ...(i === 0 && { examples: shown }),
    },
  ]);
  return { required: true, content: Object.fromEntries(content) };
}

/** HEAD is GET without bodies. */
function headOperation(get: OpenApiOperation): OpenApiOperation {
  const responses = Object.entries(get.responses).map(([status, { description, headers }]) => [
    status,
    { description, ...(headers !== undefined && { headers }) },
  ]);
  return {
    ...get,
    operationId: `${get.operationId}EnTetes`,
    summary: `${get.summary} : en-têtes seuls`,
    responses: Object.fromEntries(responses) as OpenApiOperation["responses"],
  };
}

function goodResponse(
  { description, content, headers = {} }: AnswerDescription,
  route: DescribedRoute,
  examples: readonly Example[],
  components: Components,
): OpenApiResponse {
  const own = Object.entries(headers).map(([name, meaning]) => [name, header(meaning, "string")]);
  const usual = headerReferences(route.isRevalidated ? ["ETag", "Cache-Control"] : ["Cache-Control"]);
  const response = { description, headers: { ...usual, ...Object.fromEntries(own) } as JsonObject };
  if (content === undefined) return response;
  const [first] = Object.keys(content);
  const media = Object.entries(content).map(([type, schema]): [string, OpenApiMedia] => {
    // What is to be sent with a body has no address where its answer is.
    const ofType = examples.filter((one) => one.body === undefined && (one.type ?? first) === type);
    const shown = ofType.map((example, i) => [
      `exemple${i + 1}`,
      { summary: example.summary, externalValue: `.${exampleAddress(route, example)}` },
    ]);
    return [
      mediaType(type),
      {
        ...(schema !== null && { schema: components.place(schema) }),
        ...(shown.length > 0 && { examples: Object.fromEntries(shown) as OpenApiMedia["examples"] & object }),
      },
    ];
  });
  return { ...response, content: Object.fromEntries(media) };
}

function problemResponse(kinds: readonly ProblemKind[], components: Components): OpenApiResponse {
  const names = kinds.map((kind) => `${kind.title} (\`${problemType(kind)}\`)`);
  const mayWait = kinds.some(({ status }) => status === 429 || status === 503);
  return {
    description: `${names.join(", ")}.`,
    ...(mayWait && { headers: headerReferences(["Retry-After"]) }),
    content: { [PROBLEM_MEDIA]: { schema: components.place(ProblemSchema) } },
  };
}

function header(description: string, type: string): JsonObject {
  return { description, schema: { type } };
}

function headerReferences(names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
