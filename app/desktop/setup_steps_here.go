package desktop

import (
	"linkledger/internal/affiliate"
	"linkledger/internal/probe"
)

// offerStep is the guide's fifth step, with its five lines, and what Aspire
// does for its customers: CJ is told where to report sales.
func (f setupFacts) offerStep() SetupStep {
	has := f.offer.ID != ""
	step := SetupStep{Key: "offer", Number: 4, Title: "Configure your link tracking offer", Summary: "What members promote, and what it pays.", Todo: []SetupTodo{
		{"Go to Reporting › Sales Tracking.", has},
		{"Click “Add Offer”, then select “Link Tracking Offer” from the drop-down menu.", has},
		{"Enter an Offer Name, Offer Description, Conversion Type, and Payout Option.", has},
		{"Set the Conversion Tracking protocol to Server Postback w/ Transaction ID.", has && f.offer.Protocol == affiliate.ProtocolPostback},
		{"In the Offer URL, enter the CJ destination link.", has && leadsToCJ(f.offer)},
		{"Send the offer's postback URL to CJ, which reports each sale to it.", has && f.sent()},
	}}
	step.is(f.configured() && f.sent())
	if !has {
		step.Action = SetupAction{"Add Link Tracking Offer", "/offers?add=1"}
		return step
	}
	step.Evidence = []SetupEvidence{{Label: "Offer", Value: f.offer.Name, Time: f.offer.CreatedAt, Route: f.offerRoute()}}
	switch {
	case !f.configured():
		step.Summary = "The offer " + f.offer.Name + " does not lead through CJ yet."
		step.Action = SetupAction{"Edit the offer", f.offerRoute() + "&edit=1"}
		return step
	case f.reported != "":
		step.Summary = "The offer is set up, and CJ reports its sales."
		step.Evidence = append(step.Evidence, SetupEvidence{Label: "First postback", Value: "received", Time: f.reported, Route: "/conversions?offer=" + string(f.offer.ID)})
		return step
	case f.postback == "":
		step.Summary = "The postback URL is known once a relay is connected."
		return step
	}
	step.Summary = "The offer is set up. CJ still needs its postback URL."
	if f.sent() {
		step.Summary = "The offer is set up, and CJ has its postback URL."
	}
	step.Where = "To CJ's account manager of the brand, by e-mail: CJ sets up server-to-server postbacks itself."
	if f.practice {
		step.Where = "The simulated CJ takes it by one button."
	}
	step.Copies = []SetupCopy{{Label: "Postback URL", Copy: "Copy URL", Text: f.postback}}
	f.tell(&step, affiliate.SetupSent, "The postback URL is sent to CJ", "Send it to the simulated CJ")
	return step
}

func (f setupFacts) memberStep() SetupStep {
	has := f.member.ID != ""
	step := SetupStep{Key: "member", Number: 5, Title: "Add a test member", Summary: "Whatever comes in through a test member is left out of figures and payments.",
		Todo: []SetupTodo{{"Add a member and tick “Test member”.", has}}}
	if step.is(has); !has {
		step.Action = SetupAction{"Add a test member", "/members?add=test"}
		return step
	}
	step.Summary = f.member.Name + " is there to test with."
	step.Evidence = []SetupEvidence{{Label: "Member", Value: f.member.Name, Time: f.member.CreatedAt, Route: "/members?open=" + string(f.member.ID)}}
	return step
}

func (f setupFacts) linkStep() SetupStep {
	has := f.link.ID != ""
	step := SetupStep{Key: "link", Number: 6, Title: "Generate a link", Summary: "The test member's own link for the offer.",
		Todo: []SetupTodo{{"Generate the link of the test member for the offer.", has}}}
	switch {
	case has:
		step.is(true)
		step.Summary = "The test link is there."
		step.Evidence = []SetupEvidence{{Label: "Link of", Value: f.member.Name, Time: f.link.CreatedAt, Route: "/links?open=" + string(f.link.ID)}}
		step.Copies = []SetupCopy{{Label: "Test link", Copy: "Copy link", Text: f.linkURL}}
	case !f.connected:
		step.State, step.Summary = setupBlocked, "Links need a relay, which serves them. Connect one first."
	case f.offer.ID == "":
		step.State, step.Summary = setupBlocked, "Configure the offer first."
	case f.member.ID == "":
		step.State, step.Summary = setupBlocked, "Add a test member first."
	case f.linkLater:
		step.Summary = "The link is made at the next sync."
	default:
		step.Action = SetupAction{"Generate a link", "/links?generate=1&offer=" + string(f.offer.ID) + "&member=" + string(f.member.ID)}
	}
	return step
}

func (f setupFacts) purchaseStep() SetupStep {
	step := SetupStep{Key: "purchase", Number: 7, Title: "Place a test purchase", Summary: "The click and conversion should be tracked in both CJ and Linkledger.",
		Todo: []SetupTodo{{"Run the test purchase check, which follows the click and the sale all the way.", f.passed()}}}
	if f.practice {
		step.Where = "In practice mode the check buys by itself."
	}
	route := "/test-purchase"
	if f.offer.ID != "" {
		route += "?offer=" + string(f.offer.ID)
	}
	if f.check.ID != "" {
		route = "/test-purchase?open=" + f.check.ID
		step.Evidence = []SetupEvidence{{Label: "Test purchase check", Value: f.check.OfferName, Time: viewTime(f.check.StartedAt), Route: route}}
	}
	state := probe.State(f.check.State)
	switch {
	case f.passed():
		step.is(true)
		step.Summary = "The click and the conversion came all the way, in CJ and in Linkledger."
		if mark := f.marks[affiliate.SetupChecked]; f.check.ID == "" {
			step.Evidence = []SetupEvidence{{Label: "Seen by " + mark.By, Value: mark.What, Time: mark.At}}
		}
	case !f.connected:
		step.State, step.Summary = setupBlocked, "A test purchase needs a relay. Connect one first."
	case f.offer.ID == "":
		step.State, step.Summary = setupBlocked, "Configure the offer first."
	case state == probe.Running:
		step.Live, step.Summary = true, "The check is under way."
		step.Action = SetupAction{"Watch the check", route}
	case f.check.ID != "" && f.finding != "":
		step.Summary = "The last check found: " + f.finding
		step.Action = SetupAction{"Look at the check", route}
	default:
		step.Action = SetupAction{"Place a test purchase", route}
	}
	return step
}
