import { describe, expect, test } from "vitest";

import { recogniseLayout, WEIGHT_KEYS } from "../../../data/population/layouts.ts";

const AGES = "Ind_0_3,Ind_4_5,Ind_6_10,Ind_11_17,Ind_18_24,Ind_25_39,Ind_40_54,Ind_55_64,Ind_65_79,Ind_80p";
const FILOSOFI_2015 = `IdINSPIRE,Id_carr1km,I_est_cr,Id_carr_n,Groupe,Depcom,I_pauv,Id_car2010,Ind,Men,Men_pauv,${AGES},I_est_1km`;
const FILOSOFI_2015_KM = `Id_carr1km,Ind,Men,Men_pauv,${AGES},I_pauv,I_est_1km`;
const FILOSOFI_2017 = `Idcar_200m,I_est_200,Idcar_1km,I_est_1km,Idcar_nat,Groupe,Ind,${AGES},Men_pauv,Men,lcog_geo`;
const FILOSOFI_2021 = `idcar_200m,idcar_1km,idcar_nat,i_est_200,i_est_1km,lcog_geo,ind,men,men_pauv,${AGES.toLowerCase()}`;
const FILOSOFI_2021_KM = `idcar_1km,i_est_1km,lcog_geo,ind,men,men_pauv,${AGES.toLowerCase()}`;
const CENSUS = "id,a,b,pop,pop0014,pop1564,pop65p,popf,c21_act1564,carreau_traite_secret";

/** What each role of the layout is called in the file. */
function roles(header: string): Record<string, unknown> | null {
  const names = header.split(",");
  const layout = recogniseLayout(names);
  if (layout === null) return null;
  const name = (column: number | null): string | null => (column === null ? null : names[column]);
  const weights = WEIGHT_KEYS.flatMap((key, i) =>
    layout.weightColumns[i].length > 0 ? [[key, layout.weightColumns[i].map(name)]] : [],
  );
  return {
    product: layout.product,
    id: name(layout.idColumn),
    people: name(layout.peopleColumn),
    imputed: name(layout.imputedColumn),
    code: name(layout.codeColumn),
    country: name(layout.countryColumn),
    weights: Object.fromEntries(weights) as unknown,
  };
}

describe("grids by their column names", () => {
  test.each([
    ["Filosofi 2015, carreaux de 200 m", FILOSOFI_2015, "IdINSPIRE", "I_est_cr", "Depcom"],
    ["Filosofi 2015, carreaux de 1 km", FILOSOFI_2015_KM, "Id_carr1km", "I_est_1km", null],
    ["Filosofi 2017 ou 2019, carreaux de 200 m", FILOSOFI_2017, "Idcar_200m", "I_est_200", "lcog_geo"],
    ["Filosofi 2019 ou 2021, carreaux de 200 m", FILOSOFI_2021, "idcar_200m", "i_est_200", "lcog_geo"],
    ["Filosofi 2019 ou 2021, carreaux de 1 km", FILOSOFI_2021_KM, "idcar_1km", "i_est_1km", "lcog_geo"],
  ])("%s", (product, header, id, imputed, code) => {
    expect(roles(header)).toMatchObject({ product: `Insee, ${product}`, id, imputed, code, country: null });
  });

  test("Filosofi gives minors, the old, households and the poor ones as further weights", () => {
    expect(roles(FILOSOFI_2021)).toMatchObject({
      people: "ind",
      weights: {
        age65plus: ["ind_65_79", "ind_80p"],
        age80plus: ["ind_80p"],
        children: ["ind_0_3", "ind_4_5", "ind_6_10", "ind_11_17"],
        households: ["men"],
        poorHouseholds: ["men_pauv"],
      },
    });
  });

  test("a weight of which a column is missing is not given", () => {
    const weights = roles("idcar_200m,ind,ind_0_3,ind_4_5,ind_6_10,ind_80p")?.["weights"];
    expect(weights).toEqual({ age80plus: ["ind_80p"] });
  });

  test("the census has its identifier first, whatever it is called, and its year in other columns", () => {
    expect(roles(CENSUS)).toEqual({
      product: "Insee, recensement de la population 2021, carreaux de 1 km",
      id: "id",
      people: "pop",
      imputed: "carreau_traite_secret",
      code: null,
      country: null,
      weights: { age65plus: ["pop65p"] },
    });
    expect(recogniseLayout(CENSUS.replace("c21_", "c17_").split(","))?.vintage).toBe("2017");
  });

  test.each([
    ["grd_id,pop,cntr,lon,lat", "2021", "pop", "cntr"],
    ["GRD_ID,CNTR_ID,TOT_P_2011,TOT_P_2018", "2018", "TOT_P_2018", "CNTR_ID"],
    ["TOT_P,GRD_ID,CNTR_CODE", "2011", "TOT_P", "CNTR_CODE"],
  ])("Eurostat %s", (header, vintage, people, country) => {
    expect(roles(header)).toMatchObject({
      product: `Eurostat, grille de recensement ${vintage}`,
      people,
      country,
      weights: {},
    });
  });

  test("case, order and spaces do not matter", () => {
    const shuffled = FILOSOFI_2015.toUpperCase().split(",").reverse().join(" ,");
    expect(roles(shuffled)?.["product"]).toBe("Insee, Filosofi 2015, carreaux de 200 m");
  });

  test.each([
    ["a list of structures", "id_fs,insee_dep,lib_fs,latitude,longitude"],
    ["cells without people", "idcar_200m,men"],
    ["people without cells", "commune,pop"],
    ["natural-level cells alone", "idcar_nat,ind,men"],
    ["nothing", ""],
  ])("%s are none", (_, header) => {
    expect(roles(header)).toBeNull();
  });
});
