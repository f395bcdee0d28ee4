package probe

import "context"

// planned is a step of the chain.
type planned struct {
	key, title string
	needs      []string
	do         func(*run, context.Context) verdict
}

// plan is the chain. A step runs when those that it needs have passed; it is
// skipped when one has not, so that after a failure whatever can still give
// evidence does.
func plan() []planned {
	return []planned{
		{StepLink, "Test link is made and live", nil, (*run).makeLink},
		{StepClick, "Click is logged at the relay", []string{StepLink}, (*run).followLink},
		{StepHops, "Link leads through CJ to the brand", []string{StepLink}, (*run).judgeHops},
		{StepLanding, "Product page opens with CJ's click id (cjevent)", []string{StepHops}, (*run).judgeLanding},
		{StepUTMs, "UTMs arrive on the product page", []string{StepHops}, (*run).judgeUTMs},
		{StepOrder, "Purchase is placed", []string{StepClick, StepLanding}, (*run).awaitOrder},
		{StepPostback, "CJ's postback reaches the relay with our transaction id", []string{StepOrder}, (*run).awaitPostback},
		{StepCommission, "CJ has the commission with our click id as shopper id", []string{StepOrder}, (*run).awaitCommission},
		{StepSynced, "Conversion is on this computer, once, as a test", []string{StepOrder}, (*run).awaitSale},
		{StepAmounts, "Amounts and payout are as the rules predict", []string{StepSynced}, (*run).judgeAmounts},
		{StepStatus, "CJ lets the sale stand", []string{StepSynced}, (*run).judgeStatus},
	}
}

// verdict is how a step stands after a look; without a state it goes on waiting.
type verdict struct {
	state         State
	code          Code
	finding, hint string
	open          bool
	waits         string
}

func pass() verdict { return verdict{state: Passed} }

func skip(why string) verdict { return verdict{state: Skipped, hint: why} }

func wait(what string) verdict { return verdict{waits: what} }

func fail(code Code, finding, hint string) verdict {
	return verdict{state: Failed, code: code, finding: finding, hint: hint}
}

func warn(code Code, finding, hint string) verdict {
	return verdict{state: Warned, code: code, finding: finding, hint: hint}
}

// orLater marks a failure that what comes later can mend.
func (v verdict) orLater() verdict {
	v.open = true
	return v
}
