import {expect, it} from "vitest";
import {normaliseHeader} from "../../loaders/sources/define.js";
import {sourceKinds} from "../../loaders/sources/index.js";

/** Words for columns by language; a word may belong to several. */
const words = {
  french: `Identifiant, Vendeur, Matricule, Nom complet, Prénom, Nom, Nom de famille, Adresse e-mail, Courriel,
    Identifiant CRM, Autres identifiants, Région, Équipe, Poste, Date d'embauche, Date de départ, Siège,
    Date de formation, Formé le, Numéro d'affaire, ID de l'opportunité, Affaire, Opportunité, Nom de l'affaire,
    Propriétaire, Commercial, Responsable, Compte, Société, Montant, Chiffre d'affaires, Valeur, Devise, Monnaie,
    Étape, Statut, Résultat, Date de création, Créé le, Date de clôture, Clôturé le, Gagné le, Perdu le, Origine,
    Source de la piste, Provenance, Secteur, Produit, Gamme, Prévu le, Tenu le, Formateur, Actions décidées,
    Actions closes, Connecté le, Semaine, Nouveaux contacts, Total des relations, Entreprise, Entretien,
    Date de l'entretien, Intervieweur, Moment décisif, Pourcentage, Argumentation, Citation, Date d'activité, Canal,
    Type d'activité, Jour, Réseau, Abonnés, Nouveaux abonnés, Invitations envoyées, Invitations acceptées,
    Ont visité le profil, Invitations reçues, Sens, Identifiant du prospect, Score du prospect, Converti, Gagné,
    Converti le, Fonction, Titre, Résumé, Effectif, Lieu, Forme juridique, Jours actifs, Recherches, Vues de profil,
    InMails envoyés, Réponses aux InMails, Prospects enregistrés, Comptes enregistrés, Date de publication, Auteur,
    Type de contenu, Portée, J'aime, Commentaires, Partages, Enregistrements, Clics, Temps de réponse, Tour,
    Expérience, Recommandations, Publications, Indice de social selling, Rang dans le secteur, Rang dans le réseau,
    Relations, Rendez-vous, Opportunités, Opportunités influencées, Utilité, Formation, Invité, Présent, Mois,
    Terme de recherche, Intérêt, Date de début, Groupe de canaux par défaut de la session, Campagne, Visites,
    Événements clés, Leads qualifiés`,
  german: `Personalnummer, Verkäufer, Vollständiger Name, Vorname, Nachname, E-Mail-Adresse, CRM-Kennung,
    Weitere Kennungen, Vertriebsregion, Gebiet, Region, Team, Abteilung, Position, Rolle, Eintritt, Eintrittsdatum,
    Austritt, Austrittsdatum, Lizenz, Geschult am, Verkaufschance-ID, Vorgangsnummer, Projektnummer, Bezeichnung,
    Verkaufschance, Betreuer, Besitzer, Inhaber, Konto, Kunde, Firma, Betrag, Umsatz, Wert, Auftragswert, Währung,
    Phase, Verkaufsphase, Stufe, Ergebnis, Erstellt am, Erstellungsdatum, Angelegt am, Abschlussdatum,
    Geschlossen am, Abschlusstag, Gewonnen am, Verloren am, Quelle, Ursprung, Leadquelle, Herkunft, Branche, Sparte,
    Kundensegment, Produkt, Produktlinie, Geplant am, Durchgeführt am, Trainer, Maßnahmen, Vereinbarte Maßnahmen,
    Erledigte Maßnahmen, Abgeschlossene Maßnahmen, Verbunden am, Woche, Neue Kontakte, Kontakte gesamt, Unternehmen,
    Jobtitel, Gespräch, Datum, interviewer, Entscheidender Moment, Prozent, Begründung, Zitat, Kanal,
    Aktivitätsart, Anzahl, Tag, Plattform, Follower, Neue Follower, Gesendete Einladungen, Angenommene Einladungen,
    Profil besucht, Erhaltene Einladungen, Richtung, Lead-Nummer, Punkte, Konvertiert, Gewonnen, Konvertiert am,
    Berufsbezeichnung, Profilslogan, Zusammenfassung, Mitarbeiterzahl, Unternehmensgröße, Ort, Standort, Rechtsform,
    Aktive Tage, Suchen, Profilaufrufe, Profilansichten, Gesendete InMails, Beantwortete InMails, Gespeicherte Leads,
    Gespeicherte Accounts, Veröffentlicht am, Autor, Netzwerk, Inhaltstyp, Titel, Reichweite, Impressionen,
    Gefällt mir, Gefällt-mir-Angaben, Kommentare, Geteilt, Gespeichert, Klicks, Antwortzeit, Foto, Runde, Erfahrung,
    Empfehlungen, Veröffentlichungen, SSI-Wert, Rang in der Branche, Rang im Netzwerk, Kontakte, Termine,
    Verkaufschancen, Beeinflusste Verkaufschancen, Nutzen, Schulung, Eingeladen, Anwesend, Monat, Suchbegriff,
    Interesse, Startdatum, Kampagne, Sitzungen, Schlüsselereignisse, Qualifizierte Leads`,
  spanish: `Número de empleado, Vendedor, Nombre, Primer nombre, Apellido, Apellidos, Correo electrónico, ID de CRM,
    Otros ID, Región, Equipo, Puesto, Cargo, Fecha de alta, Fecha de baja, Licencia, Fecha de formación,
    ID de oportunidad, Oportunidad, Nombre del negocio, Propietario, Comercial, Cuenta, Cliente, Empresa, Importe,
    Valor, Cantidad, Moneda, Divisa, Etapa, Fase, Estado, Resultado, Fecha de creación, Creado el, Fecha de cierre,
    Cerrado el, Ganada el, Perdida el, Fuente, Origen, Fuente del prospecto, Segmento, Sector, Producto,
    Planificado el, Fecha prevista, Realizado el, Formador, Acciones acordadas, Acciones cerradas, Conectado el,
    Semana, Nuevos contactos, Total de contactos, Entrevista, Fecha, Entrevistador, Momento decisivo, Porcentaje,
    Argumento, Cita, Canal, Tipo de actividad, Cantidad, Día, Plataforma, Seguidores, Nuevos seguidores,
    Invitaciones enviadas, Invitaciones aceptadas, Visitaron el perfil, Invitaciones recibidas, Dirección,
    ID del prospecto, Puntuación, Convertido, Ganado, Fecha de conversión, Titular, Resumen, Número de empleados,
    Ubicación, Ciudad, Forma jurídica, Días activos, Búsquedas, Visitas al perfil, Vistas de perfil,
    InMails enviados, InMails respondidos, Leads guardados, Prospectos guardados, Cuentas guardadas,
    Fecha de publicación, Autor, Red, Tipo de contenido, Título, Alcance, Impresiones, Me gusta, Comentarios,
    Veces compartido, Compartidos, Guardados, Clics, Tiempo de respuesta, Foto, Ronda, Experiencia, Recomendaciones,
    Publicaciones, Puntuación SSI, Clasificación en el sector, Clasificación en la red, Contactos, Reuniones,
    Oportunidades, Oportunidades influidas, Oportunidades influenciadas, Utilidad, Sesión, Invitado, Asistió, Mes,
    Término de búsqueda, Interés, Fecha de inicio, Campaña, Sesiones, Eventos clave, Leads cualificados,
    Leads calificados`,
  portuguese: `Vendedor, Nome, Primeiro nome, Apelido, Sobrenome, Endereço de e-mail, ID do CRM, Outros ID, Região,
    Equipe, Cargo, Data de admissão, Data de saída, Licença, Data de formação, ID do negócio, Negócio,
    Nome do negócio, Proprietário, Responsável, Cliente, Empresa, Conta, Valor, Montante, Receita, Moeda, Etapa,
    Fase, Estado, Estágio, Resultado, Data de criação, Criado em, Data de fechamento, Fechado em, Ganho em,
    Perdido em, Fonte, Origem, Segmento, Setor, Produto, Planejado em, Data prevista, Realizado em, Formador,
    Ações acordadas, Ações concluídas, Conectado em, Semana, Novos contatos, Novas conexões, Total de conexões,
    Entrevista, Data, Entrevistador, Momento decisivo, Porcentagem, Percentual, Argumento, Citação, Canal,
    Tipo de atividade, Quantidade, Dia, Plataforma, Seguidores, Novos seguidores, Convites enviados,
    Convites aceitos, Visitaram o perfil, Convites recebidos, Direção, ID do lead, Pontuação, Convertido, Ganho,
    Data de conversão, Título, Resumo, Número de funcionários, Localização, Cidade, Forma jurídica,
    Natureza jurídica, Dias ativos, Pesquisas, Buscas, Visualizações do perfil, InMails enviadas,
    InMails respondidas, Leads salvos, Contas salvas, Data de publicação, Autor, Rede, Tipo de conteúdo, Alcance,
    Impressões, Curtidas, Gostos, Comentários, Compartilhamentos, Partilhas, Salvamentos, Cliques,
    Tempo de resposta, Foto, Rodada, Experiência, Recomendações, Publicações, Pontuação SSI,
    Classificação no setor, Classificação na rede, Conexões, Reuniões, Oportunidades, Oportunidades influenciadas,
    Utilidade, Sessão, Convidado, Presente, Mês, Termo de pesquisa, Interesse, Data de início, Campanha, Sessões,
    Visitas, Eventos principais, Leads qualificados`
} as const;

type Language = keyof typeof words;

const known = new Map(
  Object.entries(words).map(([language, list]) => [
    language as Language,
    new Set(list.split(/,\s+/).map((word) => normaliseHeader(word)))
  ])
);

const isIn = (language: Language, texts: readonly string[]): boolean =>
  texts.some((text) => known.get(language)?.has(normaliseHeader(text)));

/** Columns with their own names and the header texts that mean them. */
async function columns(): Promise<[name: string, texts: readonly string[]][]> {
  return [...(await sourceKinds()).values()].flatMap((kind) =>
    Object.entries(kind.columns).map(([name, {aliases = []}]): [string, string[]] => [
      `${kind.name}.${name}`,
      [name, ...aliases]
    ])
  );
}

it("a column with a French header has German, Spanish and Portuguese ones, too", async () => {
  const missing = (await columns()).flatMap(([name, texts]) => {
    if (!isIn("french", texts)) return [];
    return (["german", "spanish", "portuguese"] as const)
      .filter((language) => !isIn(language, texts))
      .map((language) => `${name} ${language}`);
  });
  expect(missing).toEqual([]);
});

it("every word listed here is some column's, and every French accent stands in a word listed here", async () => {
  const all = (await columns()).flatMap(([, texts]) => texts);
  const folded = new Set(all.map(normaliseHeader));
  const idle = [...known.values()].flatMap((list) => [...list].filter((word) => !folded.has(word)));
  expect(idle).toEqual([]);
  const listed = new Set([...known.values()].flatMap((list) => [...list]));
  const french = all.filter((text) => /[éèêàâçùûîœ]/i.test(text) && !listed.has(normaliseHeader(text)));
  expect(french).toEqual([]);
});

it("no header text means two columns of one kind where both would be computed from numbers", async () => {
  const twice: string[] = [];
  for (const kind of (await sourceKinds()).values()) {
    const owners = new Map<string, string>();
    for (const [name, {type, aliases = []}] of Object.entries(kind.columns))
      for (const text of type === "integer" || type === "number" ? [name, ...aliases] : []) {
        const key = normaliseHeader(text);
        if (owners.has(key) && owners.get(key) !== name) twice.push(`${kind.name}: ${text}`);
        owners.set(key, name);
      }
  }
  expect(twice).toEqual([]);
});
