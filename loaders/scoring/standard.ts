import {scoringSchema, type LeadScoring} from "../settings/lead_scoring.js";

/**
 * The rules of a report whose settings give none and whose leads bring no score: who decides, in words of several
 * languages, and what a lead did. What a company sells to is not known, so industry and size give no points.
 */
export const standardScoring: LeadScoring = scoringSchema.parse({
  attributes: [
    {name: "starting out", field: "job_title", contains: [...starting()], points: -15},
    {name: "decides in the company", field: "job_title", contains: [...deciding()], points: 20},
    {name: "leads a part of it", field: "job_title", contains: [...leading()], points: 10}
  ],
  interactions: {
    invitation_accepted: 6,
    profile_visit: {points: 6, before_accept: 12},
    like: 2,
    comment: 4,
    share: 4,
    reply: 8,
    newsletter_click: 3,
    form: 10,
    "web/visit": 4,
    "event/visit": 8,
    meeting: 15
  }
});

function deciding(): string[] {
  return [
    "founder",
    "co founder",
    "owner",
    "ceo",
    "managing director",
    "president",
    "fondateur",
    "fondatrice",
    "directeur général",
    "directrice générale",
    "gérant",
    "geschäftsführer",
    "geschäftsführerin",
    "inhaber",
    "vd",
    "grundare"
  ];
}

function leading(): string[] {
  return [
    "director",
    "head",
    "chief",
    "directeur",
    "directrice",
    "responsable",
    "leiter",
    "leiterin",
    "chef"
  ];
}

function starting(): string[] {
  return ["student", "intern", "trainee", "étudiant", "étudiante", "stagiaire", "praktikant", "praktikantin"];
}
