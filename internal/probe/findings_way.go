package probe

import (
	"fmt"
	"net/http"
	"strings"
)

func noLink(err error) verdict {
	return fail(CodeNoLink, fmt.Sprintf("No test link could be made: %s", sentence(err.Error())),
		"Check that the relay is connected under Settings and the sync chip is green, then run the check again.")
}

func notMarkedTest(what string) verdict {
	return fail(CodeNotMarkedTest, "The "+what+" is not marked as test, so it would count in figures and payments.",
		"Reject the conversion by hand under Conversions, and look on your other devices who took the mark off the link.")
}

func relayUnreachable(why string) verdict {
	return fail(CodeRelayUnreachable, "The link doesn't open: "+sentence(why),
		"Check that the relay is running and that the link domain points to it. Until then every member link is dead.")
}

func relaySilent(err error) verdict {
	return fail(CodeRelaySilent, "The relay can't be asked: "+sentence(err.Error()),
		"Check the connection to the relay under Settings, then run the check again.")
}

func linkUnknown(status int) verdict {
	return fail(CodeLinkUnknown, fmt.Sprintf("The relay answered %d %s instead of a redirect.", status, http.StatusText(status)),
		"A new link goes live on sync: press sync, wait until the chip says synced, and run the check again.")
}

func linkPaused() verdict {
	return fail(CodeLinkPaused, "The offer is paused, so its links lead to a page that says so.",
		"Set the offer to active under Offers, then run the check again.")
}

func fallbackHit(to string) verdict {
	return fail(CodeFallbackHit, "The link leads to the offer's fallback URL: "+to+".",
		"The offer is paused or has ended. Set it to active, or move its end date, under Offers; clicks on it earn nobody anything until then.")
}

func clickNotLogged() verdict {
	return fail(CodeClickNotLogged, "The relay redirected the click but logged none.",
		"Look at the relay's health page and its disk: clicks wait in a file when its storage is down, and appear once it is back. "+
			"If it is well, something between stood in for the shopper: a cache, a prefetch or a security filter.")
}

func clickRejected(why string) verdict {
	return warn(CodeClickRejected, fmt.Sprintf("The relay left the click out of the counts, as %q.", why),
		"The check came as a person's browser does, so something between it and the relay makes people look otherwise, such as a proxy that fetches pages ahead. Members' clicks that pass it are not counted either.")
}

func tooManyHops() verdict {
	return fail(CodeTooManyHops, "The link is redirected more than 10 times; browsers give up on such links.",
		"Take out what stands between: put the address of the product page itself into the offer, not that of a shortener.")
}

func redirectLoop(at string) verdict {
	return fail(CodeRedirectLoop, "The link goes round in circles: it comes to "+at+" again and again.",
		"Ask the brand's web team why that address redirects back to itself; most often www and the bare domain, or http and https, send visitors to each other.")
}

func blockedHop(number int, why string) verdict {
	return fail(CodeBlockedHop, fmt.Sprintf("Hop %d leads away from the public internet (%s).", number, why),
		"Shoppers can't go there: correct the Offer URL, or the redirect on the brand's site that leads there. A staging site is a common cause.")
}

func badCertificate(number int, why string) verdict {
	return fail(CodeBadCertificate, fmt.Sprintf("Hop %d has no valid certificate, so browsers warn shoppers away: %s", number, sentence(why)),
		"Have whoever runs that host renew its certificate. On the link domain the relay does so by itself once the domain points to it.")
}

func brokenHop(number int, why string) verdict {
	return fail(CodeBrokenHop, fmt.Sprintf("Hop %d can't be followed: %s", number, sentence(why)),
		"If the address looks right, try it in a browser: its host may be down.")
}

func clickIDNotSent(to string) verdict {
	return fail(CodeClickIDNotSent, "The relay sent the click on without its click id: "+to+".",
		"Put sid={click_id} into the CJ link in the Offer URL; without it no sale can be traced to a member.")
}

func pageBroken(status int) verdict {
	return fail(CodePageBroken, fmt.Sprintf("The product page answered %d %s.", status, http.StatusText(status)),
		"Check the page's address in the Offer URL: the product may have been moved or taken off.")
}

func softNotFound(words string) verdict {
	return fail(CodeSoftNotFound, fmt.Sprintf("The product page opens, and says %q.", words),
		"Choose a page in the Offer URL that still sells something; shoppers leave a page that has nothing for them.")
}

func maskedLink(number int, how string) verdict {
	return fail(CodeMaskedLink, fmt.Sprintf("The link is masked: hop %d %s instead of redirecting, so cjevent never reaches the shop's own page.", number, how),
		"Take the shortener or frame out of the way: put the address of the product page itself into the offer. CJ's rules want the shopper to see where they go.")
}

func noClickParam(lostAt int) verdict {
	if lostAt == 0 {
		return fail(CodeNoCJEvent, "CJ added no cjevent to the product page's address, so the shop can't trace the sale to a click.",
			"Check that the Offer URL is a CJ click link of a programme that has accepted your publisher account.")
	}
	return fail(CodeQueryStripped, fmt.Sprintf("cjevent was lost at hop %d: that address got it, and its redirect dropped the query.", lostAt),
		"Ask the brand's web team to keep the query string in that redirect, or link to the address where it leads.")
}

func clickIDOverwritten(got, given string, at int) verdict {
	return fail(CodeClickIDOverwritten, fmt.Sprintf("cjevent was overwritten at hop %d: CJ gave %q, and the shop has %q.", at, given, got),
		"Another affiliate script or a redirect on the brand's site puts its own click in: ask the brand's web team which. Such a sale is credited to somebody else.")
}

func utmsLost(lost []string, at int) verdict {
	finding := "UTMs didn't arrive: " + strings.Join(lost, "; ")
	if at > 0 {
		return fail(CodeUTMsLost, finding+fmt.Sprintf(" (lost at hop %d).", at),
			"Ask the brand's web team to keep all parameters in that redirect, not cjevent alone.")
	}
	return fail(CodeUTMsLost, finding+".",
		"UTMs belong on the product page's address inside the CJ link's url=, not on the CJ link itself: enter them in the offer.")
}

func utmsOverwritten(changed []string) verdict {
	return fail(CodeUTMsOverwritten, "UTMs were overwritten: "+strings.Join(changed, "; ")+".",
		"A redirect of the brand's site puts its own UTMs in: ask its web team to keep those that are there.")
}

// sentence ends a text from elsewhere as a sentence.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}
