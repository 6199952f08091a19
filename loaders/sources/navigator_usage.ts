import {afterAsOf, countColumn, sellerColumn, sellerWeek, weekColumn} from "./common-columns.js";
import {source} from "./define.js";

export default source({
  name: "navigator_usage",
  title: "Use of Sales Navigator",
  grain: "One row per seller and ISO week.",
  missing:
    "No use of Sales Navigator was given; a usage report by seller and week, named under sources.navigator_usage in report.yaml, would fill this section.",
  example: [
    "week,seller_id,days_active,searches,profile_views,inmails_sent,inmails_answered,saved_leads,saved_accounts",
    "2026-09-07,S001,4,21,35,6,2,5,1",
    "2026-09-07,S002,0,0,0,0,0,0,0"
  ],
  key: sellerWeek,
  columns: {
    week: weekColumn(),
    seller_id: sellerColumn({aliases: ["Seat holder", "Seat holder name", "User", "Email"]}),
    days_active: {
      ...countColumn(
        "Days of the week with any use, 0 to 7.",
        "Active days",
        "Jours actifs",
        "Aktiva dagar",
        "Aktive Tage",
        "Días activos",
        "Dias ativos"
      ),
      max: 7
    },
    searches: countColumn(
      "Searches.",
      "Searches performed",
      "Recherches",
      "Sökningar",
      "Suchen",
      "Búsquedas",
      "Pesquisas",
      "Buscas"
    ),
    profile_views: countColumn(
      "Profiles viewed.",
      "Profiles viewed",
      "Vues de profil",
      "Profilvisningar",
      "Profilaufrufe",
      "Profilansichten",
      "Visitas al perfil",
      "Vistas de perfil",
      "Visualizações do perfil"
    ),
    inmails_sent: countColumn(
      "InMails sent.",
      "InMail sent",
      "InMail messages sent",
      "InMails envoyés",
      "Gesendete InMails",
      "InMails enviados",
      "InMails enviadas"
    ),
    inmails_answered: countColumn(
      "InMails answered.",
      "InMails accepted",
      "InMail responses",
      "InMails replied",
      "Réponses aux InMails",
      "Beantwortete InMails",
      "InMails respondidos",
      "InMails respondidas"
    ),
    saved_leads: countColumn(
      "Leads saved.",
      "Leads saved",
      "Prospects enregistrés",
      "Sparade leads",
      "Gespeicherte Leads",
      "Leads guardados",
      "Prospectos guardados",
      "Leads salvos"
    ),
    saved_accounts: countColumn(
      "Accounts saved.",
      "Accounts saved",
      "Comptes enregistrés",
      "Sparade konton",
      "Gespeicherte Accounts",
      "Cuentas guardadas",
      "Contas salvas"
    )
  },
  rejects: [afterAsOf("week", "The week begins")],
  notes: [
    {
      rule: "more_answers_than_sent",
      column: "inmails_answered",
      when: "inmails_answered > inmails_sent",
      message:
        "More InMails were answered than sent that week; answers may belong to earlier weeks. The row is kept as given."
    }
  ]
});
