import {AS_OF, iso} from "./calendar.js";
import {sourceTexts} from "./origins.js";
import {COMPANY} from "./truths.js";

/** The sample's `report.yaml`: an example for people who write their own. */
export function reportSettings(): string {
  return `# Settings of the report. This workspace is a sample: ${COMPANY.name} does not exist, and every name,
# deal and figure in this folder is made up. To report on your own company, put your exports in a folder of
# their own, copy this file there and change what differs.

# Stands at the top of every page.
title: Social selling at ${COMPANY.name}

# Says on every page that the figures are invented. Leave it out in your own workspace.
sample: true

# The report's "today": nothing reads the computer's clock. Give the last day your exports cover.
as_of: ${iso(AS_OF)}

# The currency all amounts are in.
currency: EUR

# The month in which your fiscal year starts: 1 is January.
fiscal_year_start: 1

# What a reader sees first: last_4_quarters, latest_quarter or all.
default_period: last_4_quarters

# Below this number of cases a count is shown instead of a rate.
min_n: 10

# The bands of the Social Selling Index, and the SSI from which a seat of Sales Navigator may be asked for.
ssi:
  foundation: 50
  active: 70
  seat_threshold: 50

# Seats of Sales Navigator that were bought, and the price of one for a year.
licence: {seats: 80, seat_cost: 960}

# What the programme costs a year (licences, training, hours) and what is kept of revenue, in per cent. Invented, too.
programme: {cost: 180000, margin: 40}

# The most a seller may claim for a deal in an interview, in per cent, by the moment that decided it.
moments:
  found_account: 60
  found_prospect: 50
  opened_conversation: 40
  new_contacts: 30
  anticipated_tender: 30
  other: 20

# Whom to call first: points for what a lead is, and for what it did. Every lead's score can be taken apart on the
# Leads page. A name given to a rule can be used under together.
lead_scoring:
  # A lead is judged as it stood so many days after it was created, and never by what came after its outcome.
  score_after_days: 30
  # Points of a touch halve in so many days.
  half_life_days: 45
  # The least score of each band; D is below.
  bands: {A: 30, B: 22, C: 12}
  attributes:
    - {name: regulated industry, field: industry, is: [Pharmaceuticals, Chemicals], points: 10}
    - {field: industry, is: [Food & Beverage, Water & Utilities], points: 5}
    - {field: industry, is: [Retail, Education], points: -10}
    - {field: employees, from: 10, to: 500, points: 6}
    - {name: decision maker, field: job_title, contains: [founder, managing director], points: 12}
    - {name: runs a plant or a lab, field: job_title, contains: [quality, plant, technique, labor], points: 8}
    - {name: does not buy, field: job_title, contains: [student, consultant, sales], points: -15}
    - {field: channel, is: [referral, web_form], points: 8}
    - {field: channel, is: [list], points: -8}
  # A keyword counts once, in the field where it weighs most: points times weight.
  keywords:
    fields: {headline: 2, summary: 1}
    terms:
      - {name: a word of measuring, words: [calibration, étalonnage, kalibrering, process analytics], unless: [student], points: 5}
  together:
    - {name: decision maker in a regulated industry, all: [decision maker, regulated industry], points: 5}
  # kind: points, or channel/kind: points, as in the files of engagement.
  interactions:
    invitation_accepted: 2
    profile_visit: {points: 5, before_accept: 12}
    profile_view: 3
    like: 4
    comment: 6
    reply: 7
    newsletter_click: 5
    web/visit: 5
    event/visit: 8
    meeting: {points: 14, max: 28}
  # What a call costs and a win is worth, for the threshold on the Leads page.
  economics: {hourly_cost: 45, minutes_per_lead: 180, value_per_win: 1800}

# Which file holds what. Paths start from this folder; * stands for any part of a file name.
# A file whose headers are already the report's own names needs nothing more.
sources:
  sellers:
    file: sellers.csv

  # One file a quarter: week, seller, the SSI and its four pillars.
  ssi:
    file: "ssi/*.csv"

  # Two offices keep their deals in two systems, so there are two entries.
  deals:
    # The main CRM's report export. Its last lines (totals, copyright) are found and left out.
    - file: crm/opportunities.csv
      # columns: the report's name on the left, the header in your file on the right.
      columns:
        deal_id: Opportunity ID
        name: Opportunity Name
        seller_id: Owner ID
        account: Account Name
        stage: Stage
        outcome: Stage
        amount: Amount
        currency: Amount Currency
        created_on: Created Date
        closed_on: Close Date
        source: Lead Source
        segment: Segment
      # values: what stands in the file on the left, what it means to the report on the right.
      values:
        outcome:
          Prospecting: open
          Qualification: open
          Proposal: open
          Negotiation: open
          Closed Won: won
          Closed Lost: lost
        # A source may be social, inbound, outbound, referral, event, partner, other or unknown. A text that is
        # not listed counts as unknown and is noted on the Quality page.
        source:
${mapping(false)}

    # The French office's spreadsheet: semicolons, decimal commas, days before months. All three are found.
    - file: crm/affaires-france.csv
      columns:
        deal_id: Identifiant
        name: Affaire
        seller_id: Propriétaire
        account: Compte
        stage: Étape
        outcome: Étape
        amount: Montant
        created_on: Date de création
        closed_on: Date de clôture
        source: Origine
        segment: Segment
      values:
        outcome:
          En cours: open
          Proposition: open
          Négociation: open
          Gagnée: won
          Perdue: lost
        source:
${mapping(true)}
        segment:
          Grand compte: Enterprise
          Entreprise moyenne: Mid-market
          Petite entreprise: Small business

  # One file a month. The newest has a count column: some of its rows stand for several actions.
  engagement:
    file: "engagement/*.csv"

  leads:
    file: leads.csv
    columns:
      source: channel
    values:
      source:
        linkedin_invitation: social
        sales_navigator: social
        content: social
        web_form: inbound
        webinar: inbound
        event: event
        referral: referral
        list: outbound

  # Habits: weekly use of Sales Navigator, weekly invitations, posts with their reach.
  navigator_usage: {file: navigator_usage.csv}
  invitations: {file: invitations.csv}
  posts: {file: posts.csv}

  # The programme: who was trained and coached, what profiles look like, what sellers say of their week.
  training: {file: training.csv}
  coaching: {file: coaching.csv}
  profile_audits: {file: profile_audits.csv}
  surveys: {file: surveys.csv}

  # Interviews on won deals. Entries that break a rule of the ledger are refused, with the reason.
  contributions: {file: contributions.csv}

  # Visits and leads of the company's site by week and channel.
  web_traffic: {file: web_traffic.csv}

  # New connections by seller and week, followers of the company's pages, and search interest as context.
  connections: {file: connections.csv}
  followers: {file: followers.csv}
  trends: {file: trends.csv}
`;
}

function mapping(french: boolean): string {
  const texts = sourceTexts(french).filter(([text]) => text !== "");
  return texts.map(([text, source]) => `          ${text}: ${source}`).join("\n");
}
