package main

// faults are what the demo can break, and the step where a person would
// expect it to fail. Faults that the chain is made to survive, such as a
// postback that comes twice, are not among them.
var faults = []struct {
	name string
	step string
}{
	{"relay-stopped", stepClick},
	{"lost-click", stepClick},
	{"masked-link", stepLanding},
	{"stripped-query", stepLanding},
	{"no-cookie", stepCommission},
	{"no-s2s", stepCommission},
	{"wrong-sid", stepCommission},
	{"lost-sid", stepCommission},
	{"no-postback", stepPostback},
	{"wrong-token", stepPostback},
	{"unexpanded-macros", stepPostback},
	{"wrong-unit", stepPostback},
	{"api-401", stepSynced},
	{"api-token-error", stepSynced},
	{"api-429", stepSynced},
	{"api-504", stepSynced},
	{"api-truncated", stepSynced},
	{"never-locks", stepLocked},
	{"no-payment", stepPaid},
}

func faultNames() []string {
	names := make([]string, 0, len(faults))
	for _, f := range faults {
		names = append(names, f.name)
	}
	return names
}

func known(name string) bool {
	for _, f := range faults {
		if f.name == name {
			return true
		}
	}
	return false
}
