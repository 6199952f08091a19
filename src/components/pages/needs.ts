/** The cards' options: which kind of source they need, and their label while it is absent. */
export const needsDeals = {needs: "deals", label: "Deals"};
export const needsSsi = {needs: "ssi", label: "Social Selling Index"};
export const needsLeads = {needs: "leads", label: "Leads"};
export const needsTraining = {needs: "training", label: "Training attended"};
export const needsCoaching = {needs: "coaching", label: "Coaching held"};
export const needsSurveys = {needs: "surveys", label: "Answers that find it useful"};
export const needsUse = {needs: "navigator_usage", label: "Sales Navigator"};
export const needsInvitations = {needs: "invitations", label: "Invitations accepted"};
export const needsPosts = {needs: "posts", label: "Engagement per showing"};
export const needsInterviews = {needs: "contributions", label: "Interviews"};
