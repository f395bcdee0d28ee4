package relay

import (
	"slices"

	"linkledger/internal/relayapi"
)

// unit is what is done or undone as a whole in a group: one change, or the
// sales of a workspace.
type unit struct {
	changes []change
	do      func(Tx) error
	// workspaces are those to whose logs it appended so many entries.
	workspaces []string
	entries    int
}

// together makes one unit of the sales of each workspace, where the first of
// them stands, and one of each other change.
func together(group []change) []*unit {
	var units []*unit
	sales := map[string]*unit{}
	for _, c := range group {
		if c.sale == nil {
			units = append(units, newUnit(c))
			continue
		}
		u := sales[c.sale.workspace]
		if u == nil {
			u = newUnit(c)
			sales[c.sale.workspace] = u
			units = append(units, u)
			continue
		}
		u.changes = append(u.changes, c)
	}
	return units
}

// apart makes a unit of each change.
func apart(group []change) []*unit {
	units := make([]*unit, len(group))
	for i, c := range group {
		units[i] = newUnit(c)
	}
	return units
}

func newUnit(first change) *unit {
	u := &unit{changes: []change{first}}
	u.do = func(tx Tx) error {
		tx = noting{tx, u}
		if first.sale == nil {
			return first.do(tx)
		}
		sales := make([]*sale, len(u.changes))
		for i, c := range u.changes {
			sales[i] = c.sale
		}
		return keepSales(tx, first.sale.workspace, sales)
	}
	return u
}

// answer tells those who wait for the unit what came of it.
func (u *unit) answer(err error) {
	for _, c := range u.changes {
		if err == nil && c.sale != nil {
			c.answer <- c.sale.refused
		} else {
			c.answer <- err
		}
	}
}

// noting notes in a unit what it appends.
type noting struct {
	Tx
	unit *unit
}

// Append implements Tx.
func (n noting) Append(workspace string, entries ...relayapi.Entry) (int64, error) {
	if !slices.Contains(n.unit.workspaces, workspace) {
		n.unit.workspaces = append(n.unit.workspaces, workspace)
	}
	n.unit.entries += len(entries)
	return n.Tx.Append(workspace, entries...)
}
