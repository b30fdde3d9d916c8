import { expect, test } from "vitest";

import {
  beginsAsStreet,
  followsStreet,
  isCodeOf,
  readAddressQuery,
} from "../../../server/addresses/address-query.ts";
import { namesOf } from "../../../server/addresses/commune-names.ts";

test.each([
  ["20000 Ajaccio", ["ajaccio"], ["20000"]],
  ["Mairie de Corte, 20250", ["mairie", "de", "corte"], ["20250"]],
  ["12, rue Fesch — 20 000 AJACCIO CEDEX 1", ["12", ",", "rue", "fesch", "ajaccio"], ["20000"]],
  [" ,; Le Bourg ;, \n 15190, Condat,", ["le", "bourg", ",", "condat"], ["15190"]],
  ["2a004", [], ["2A004"]],
  ["CHALON S/SAÔNE", ["chalon", "sur", "saone"], []],
  ["200000 2C004 2a04", ["200000", "2c004", "2a04"], []],
  ["", [], []],
  ["’ — ,", [], []],
])("« %s » is read", (text, words, codes) => {
  expect(readAddressQuery(text)).toEqual({ words, codes });
});

test("a very long text costs no more than a long one", () => {
  expect(readAddressQuery("a ".repeat(1e6)).words).toHaveLength(30);
});

test.each([
  ["rue de Corte", 2, true],
  ["12 rue de la Rochelle", 3, true],
  ["rue Fesch Corte", 2, false],
  ["Mairie de Corte", 2, false],
  ["2 rue du Cours, Corte", 5, false],
  ["2 Grand'Rue Corte", 3, false],
  ["2 grande rue de Corte", 4, true],
  ["la", 0, false],
])("in « %s », does word %i follow a street's? %s", (text, place, expected) => {
  expect(followsStreet(readAddressQuery(text).words, place)).toBe(expected);
});

test.each([
  ["la rue saint pierre", 0, true],
  ["la rue saint pierre", 1, true],
  ["la rue saint pierre", 2, false],
  ["la", 0, false],
])("in « %s », does word %i begin as a street? %s", (text, place, expected) => {
  expect(beginsAsStreet(readAddressQuery(text).words, place)).toBe(expected);
});

test.each([
  ["20000", "2A", true],
  ["20000", "2B", true],
  ["20000", "20", false],
  ["2A004", "2A", true],
  ["2A004", "2B", false],
  ["97400", "974", true],
  ["97400", "97", false],
  ["01000", "01", true],
])("%s is of the département %s: %s", (code, departement, expected) => {
  expect(isCodeOf(code, departement)).toBe(expected);
});

test.each([
  ["Corte", ["corte"]],
  ["La Rochelle", ["la rochelle", "rochelle"]],
  ["Saint-Rémy-de-Provence", ["saint remy de provence", "saint remy provence"]],
  ["Les", ["les"]],
  ["Paris 1er Arrondissement", ["paris 1er arrondissement", "paris 1er", "paris 1", "paris"]],
  ["Lyon 3e Arrondissement", ["lyon 3e arrondissement", "lyon 3e", "lyon 3", "lyon"]],
])("%s is also called %j", (name, names) => {
  expect(namesOf(name)).toEqual(names);
});
