package desktop

import (
	"linkledger/internal/linkhealth"
	"linkledger/internal/probe"
)

// healthWords are what a finding is called and how it is mended.
type healthWords struct{ title, hint string }

// wordsOfHealth are the words of each finding of a sweep.
func wordsOfHealth(code linkhealth.Code) healthWords {
	words, known := map[linkhealth.Code]healthWords{
		linkhealth.CodeNotSynced:     {"Not live yet", "Press sync. If it stays, look at the sync chip for the reason."},
		linkhealth.CodeLost:          {"Unknown to the relay", "The relay has lost these links: press sync, which brings them back. If it stays, ask the relay's operator whether an old backup was restored."},
		linkhealth.CodePaused:        {"Paused at the relay", "They are active here. Press sync; if it stays, pause and resume the links, or the offer, once."},
		linkhealth.CodeEnded:         {"Ended at the relay", "The relay has another end date than this computer. Press sync; if it stays, save the offer once more."},
		linkhealth.CodeStillLive:     {"Still live", "They are paused or ended here, and the relay leads on. Press sync; if it stays, save the offer once more."},
		linkhealth.CodeElsewhere:     {"Leads elsewhere", "Press sync. If it stays, save the offer once more: the relay then takes over the destination from here."},
		linkhealth.CodeNoDestination: {"Leads nowhere", "Save the offer once more: the relay then takes over its destination from here."},

		linkhealth.CodeSoldOut:      {"Sold out", "Choose a page that still sells something, or ask the brand when the product is back."},
		linkhealth.CodeHomeRedirect: {"Sent to the home page", "The product has been moved or taken off. Put the new address of its page into the offer."},
		linkhealth.CodeNotLetIn:     {"The shop let the check out", "Shops keep programs off their pages. Open a link in a browser to see whether people get in; the check can't tell."},
		linkhealth.CodeStoppedAtCJ:  {"CJ does not lead on", "Open the link in a browser and read what CJ says. Then check under Offers that the link is one of your publisher account, for a programme that has accepted you."},
		linkhealth.CodeRelationship: {"CJ relationship ended", "Look in CJ under Advertisers whether the brand's programme has ended the relationship with your account, and apply again, or ask the brand's CJ contact. Until then nobody earns anything by these links."},
		linkhealth.CodeCertEndsSoon: {"Certificate ends soon", "Tell whoever runs that host to renew it. From that day on browsers warn shoppers away."},
		linkhealth.CodeUnencrypted:  {"Not encrypted", "Put the https:// address into the offer, or ask the brand's web team to redirect to https only. Some browsers warn before such pages."},
		linkhealth.CodeClickIDLost:  {"Click id doesn't reach CJ", "Put sid={click_id} into the CJ link in the Offer URL; without it no sale can be traced to a member."},

		probe.CodeTooManyHops:        {"Too many redirects", "Browsers give up. Put the address of the product page itself into the offer, not that of a shortener."},
		probe.CodeRedirectLoop:       {"Goes round in circles", "Ask the brand's web team why that address redirects back to itself; most often www and the bare domain send visitors to each other."},
		probe.CodeBlockedHop:         {"Leads off the internet", "Shoppers can't go there: correct the Offer URL, or the redirect on the brand's site. A staging site is a common cause."},
		probe.CodeBadCertificate:     {"No valid certificate", "Browsers warn shoppers away. Have whoever runs that host renew its certificate."},
		probe.CodeBrokenHop:          {"Can't be reached", "If the address looks right, try it in a browser: its host may be down."},
		probe.CodePageBroken:         {"Page is gone", "The product may have been moved or taken off. Put the new address of its page into the offer."},
		probe.CodeSoftNotFound:       {"Page says it is not there", "Choose a page that still sells something: shoppers leave one that has nothing for them."},
		probe.CodeMaskedLink:         {"Masked link", "Take the shortener or frame out of the way: put the address of the product page itself into the offer."},
		probe.CodeQueryStripped:      {"CJ's click id is lost", "Ask the brand's web team to keep the query string in that redirect. Without cjevent the shop can't tell CJ whose sale it is."},
		probe.CodeNoCJEvent:          {"No click id from CJ", "Check that the Offer URL is a CJ click link of a programme that has accepted your publisher account."},
		probe.CodeClickIDOverwritten: {"CJ's click id is overwritten", "Another affiliate script or redirect on the brand's site puts its own click in: such sales are credited to somebody else. Ask the brand's web team which."},
		probe.CodeUTMsLost:           {"UTMs are lost", "Ask the brand's web team to keep all parameters in its redirects. Sales are still credited."},
		probe.CodeUTMsOverwritten:    {"UTMs are overwritten", "A redirect of the brand's site puts its own UTMs in. Sales are still credited."},
	}[code]
	if !known {
		return healthWords{title: string(code)}
	}
	return words
}
