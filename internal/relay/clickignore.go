package relay

import (
	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// ownClickRules are those that a push brings.
func ownClickRules(r relayapi.ClickRules) affiliate.ClickRules {
	return affiliate.ClickRules{Referrers: r.Referrers, Agents: r.Agents, Networks: r.Networks}
}

// applyClickRules changes the lists that are present.
func applyClickRules(tx Tx, workspace string, pushed relayapi.ClickRules) (*affiliate.ClickRules, error) {
	now, err := tx.ClickRules(workspace)
	if err != nil {
		return nil, err
	}
	for _, list := range []struct {
		now    *[]string
		pushed []string
	}{{&now.Referrers, pushed.Referrers}, {&now.Agents, pushed.Agents}, {&now.Networks, pushed.Networks}} {
		if list.pushed != nil {
			*list.now = list.pushed
		}
	}
	return &now, tx.PutClickRules(workspace, now)
}

// ignore keeps at hand what only a redirect can tell: an address is not kept.
// What can't be read as a network was refused when it was pushed.
func (w *workspace) ignore(rules affiliate.ClickRules) {
	networks, err := affiliate.ParseNetworks(rules.Networks)
	if err != nil {
		networks = nil
	}
	w.ignored.Store(&networks)
}

// ignores reports whether clicks of an address don't count.
func (w *workspace) ignores(address string) bool {
	networks := w.ignored.Load()
	return networks != nil && affiliate.InNetworks(*networks, address)
}
