import type { Dataset } from "../../isochrones/model/dataset.ts";
import { html } from "../html/markup.ts";
import type { Markup } from "../html/markup.ts";
import { table } from "../html/table.ts";
import type { ExamplePlaces } from "../openapi/example-places.ts";
import { PROBLEM_KINDS, problemType } from "../problems.ts";

/** What holds for all addresses. */
export function conventions(dataset: Dataset): Markup {
  return html`<section aria-labelledby="conventions">
    <h2 id="conventions">Conventions</h2>
    <h3 id="adresses">Adresses et paramètres</h3>
    <p>
      Les adresses se lisent par <code>GET</code>, sauf mention contraire ; une autre méthode est refusée
      (405), un corps inutile aussi (400). <code>HEAD</code> donne les mêmes en-têtes sans le corps. Rien ne
      demande de compte ni de clé, et tout autre site peut lire les réponses (CORS). Un paramètre inconnu est
      refusé : mal écrit, il changerait le chiffre en silence. Le texte est en UTF-8.
    </p>
    <h3 id="coordonnees">Coordonnées</h3>
    <p>
      Dans les adresses, <code>lat</code> et <code>lon</code> sont deux paramètres distincts, en degrés
      décimaux WGS 84. Dans les réponses, le GeoJSON suit la RFC 7946 : une position est
      <code>[longitude, latitude]</code>, un anneau extérieur tourne dans le sens direct. Un point dont les
      coordonnées semblent inversées est refusé avec un conseil.
    </p>
    <h3 id="territoires">Territoires</h3>
    <p>
      Un territoire se nomme <code>france</code> (tout le jeu de données), <code>reg:94</code>,
      <code>dep:2A</code>, <code>epci:200036499</code> ou <code>com:2A004</code>, selon les codes de l’INSEE
      et le SIREN des EPCI.
    </p>
    <h3 id="unites">Unités</h3>
    <p>
      Les noms disent les unités : <code>minutes</code>, <code>seconds</code>, <code>kilometers</code>,
      <code>snapMeters</code> (mètres). Une part (<code>share</code>) va de 0 à 1. Les jours s’écrivent
      AAAA-MM-JJ, les heures d’ouverture en minutes depuis minuit. Les temps sont ceux d’une voiture, sans
      trafic.
    </p>
    <h3 id="erreurs">Erreurs</h3>
    <p>
      Une erreur est un document <code>application/problem+json</code> (RFC 9457). Son <code>type</code> est
      stable : c’est lui qu’un programme compare. <code>detail</code> dit ce qui a été reçu et attendu,
      <code>parametre</code> lequel est en cause. Quand l’en-tête <code>Retry-After</code> (ou
      <code>attendreSecondes</code>) est donné, redemander après ce délai. L’en-tête
      <code>X-Request-Id</code> nomme la demande, pour la retrouver dans le journal du serveur. Où les
      demandes d’un client sont limitées, les en-têtes <code>RateLimit-*</code> disent ce qui reste.
    </p>
    ${problemTable()}
    <h3 id="cache">Garder les réponses</h3>
    <p>
      Une réponse ne change qu’avec le jeu de données ou le programme. Son <code>ETag</code>, rendu dans
      <code>If-None-Match</code>, vaut une réponse 304 sans corps ni calcul. Une tuile demandée avec
      <code>jeu=</code> et l’identifiant du jeu servi peut être gardée un jour sans redemander ; un autre
      identifiant est refusé. Les réponses sont compressées selon <code>Accept-Encoding</code>.
    </p>
    <h3 id="licences">Licences et mentions</h3>
    <p>
      Les réponses reposent sur les données suivantes, dont les mentions sont à reprendre avec tout chiffre,
      toute carte et toute copie.
    </p>
    ${sourceTable(dataset)}
  </section> `;
}

/** Where other protocols are. */
export function otherProtocols({ point: { lon, lat } }: ExamplePlaces): Markup {
  const nearest = `/osrm/nearest/v1/driving/${lon},${lat}`;
  return html`<section aria-labelledby="autres">
    <h2 id="autres">Autres protocoles</h2>
    <p>
      <a href="./ogc">/ogc</a> offre les structures, les communes, les zones blanches et les isochrones selon
      OGC API Features, pour QGIS et les logiciels semblables ; <a href="./ogc/api">sa propre définition</a>
      est à /ogc/api.
    </p>
    <p>
      /osrm parle le protocole d’OSRM (<code>route</code>, <code>table</code>, <code>nearest</code>),
      longitude avant latitude, pour que ses clients marchent tels quels :
      <a href=".${nearest}"><code>${nearest}</code></a>
    </p>
  </section> `;
}

function problemTable(): Markup {
  const kinds = [...new Map(Object.values(PROBLEM_KINDS).map((kind) => [kind.slug, kind])).values()];
  const rows = kinds
    .sort((a, b) => a.status - b.status || (a.slug < b.slug ? -1 : 1))
    .map((kind) => [
      html`<a href=".${problemType(kind)}"><code>${problemType(kind)}</code></a>`,
      kind.title,
      String(kind.status),
    ]);
  return table("Types d’erreurs", ["Type", "Titre", "Code"], rows);
}

function sourceTable({ sources }: Dataset): Markup | null {
  if (sources.length === 0) return null;
  const rows = sources.map(({ name, vintage, licence, attribution, fictitious }) => [
    name,
    fictitious ? `${vintage}, données fictives` : vintage,
    licence,
    attribution,
  ]);
  return table("Sources", ["Source", "Millésime", "Licence", "Mention"], rows);
}
