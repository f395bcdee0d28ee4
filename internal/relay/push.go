package relay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// PushLog implements the contract: everything is checked, then all of it is
// durable or none.
func (s server) PushLog(ctx context.Context, req relayapi.PushLogRequestObject) (relayapi.PushLogResponseObject, error) {
	push, who := *req.Body, callerOf(ctx)
	claims, err := s.checkPush(push)
	if err != nil {
		return nil, err
	}
	if len(push.Links)+len(push.Offers) > 0 || push.ClickRules != nil {
		// What is in memory must be what was committed last.
		s.publishing.Lock()
		defer s.publishing.Unlock()
		ctx = context.WithoutCancel(ctx) // a caller that gives up must not part the two
	}
	var result relayapi.PushResult
	var now publicRows
	err = s.commitFor(ctx, who, func(tx Tx) (err error) {
		result, now, err = applyPush(tx, who, push, claims)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, o := range now.offers {
		_ = s.directory.putOffer(who.workspace, o) // what came in was checked; the rest was told of at the start
	}
	for _, l := range now.links {
		if o, ok := s.directory.offer(who.workspace.ID, l.OfferID); ok { // always, says applyLink
			s.links.put(o, l)
		}
	}
	if now.clickRules != nil {
		who.workspace.ignore(*now.clickRules)
	}
	return relayapi.PushLog200JSONResponse(result), nil
}

// publicRows are offers and links with all their fields, and the workspace's
// rules of clicks where they were pushed.
type publicRows struct {
	offers     []relayapi.PublicOffer
	links      []relayapi.PublicLink
	clickRules *affiliate.ClickRules
}

// applyPush says the result, and the public rows of the push as they are now.
func applyPush(tx Tx, who caller, push relayapi.Push, claims map[int]relayapi.ClaimBody) (result relayapi.PushResult, now publicRows, err error) {
	id := who.workspace.ID
	epoch, head, err := tx.Head(id)
	if err != nil {
		return result, now, err
	}
	if push.Epoch != epoch {
		return result, now, epochChanged()
	}
	result = relayapi.PushResult{Epoch: epoch, Head: head, Entries: []relayapi.Placed{}}
	for i, e := range push.Entries {
		placed, err := applyEntry(tx, who, e, claims[i])
		if err != nil {
			return result, now, err
		}
		if !placed.Duplicate {
			result.Head = placed.Seq
		}
		result.Entries = append(result.Entries, placed)
	}
	offers := offerChanges{tx: tx, workspace: id, known: map[string]bool{}}
	for _, o := range push.Offers {
		if err := offers.apply(o); err != nil {
			return result, now, err
		}
	}
	for _, l := range push.Links {
		merged, err := applyLink(tx, who, l, &offers)
		if err != nil {
			return result, now, err
		}
		now.links = append(now.links, merged)
	}
	now.offers = offers.merged
	if push.ClickRules != nil {
		now.clickRules, err = applyClickRules(tx, id, *push.ClickRules)
	}
	return result, now, err
}

func epochChanged() problem {
	return refuse(http.StatusConflict, relayapi.CodeEpochChanged,
		"The relay was restored from a backup since this device last synced.", "Pull the log again, then push.")
}

func applyEntry(tx Tx, who caller, e relayapi.NewEntry, claim relayapi.ClaimBody) (relayapi.Placed, error) {
	id := who.workspace.ID
	seq, err := tx.Placed(id, e.ID, e.Kind, e.Key)
	if err != nil {
		return relayapi.Placed{}, err
	}
	if seq > 0 {
		return relayapi.Placed{ID: e.ID, Seq: seq, Duplicate: true}, nil
	}
	switch e.Kind {
	case relayapi.KindClaim:
		err = applyClaim(tx, id, claim)
	case relayapi.KindKey: // the newest key may be one that a device still has to give back
		err = settled(tx, id, "does not know all changes of the keys yet")
	}
	if err != nil {
		return relayapi.Placed{}, err
	}
	seq, err = tx.Append(id, relayapi.Entry{
		ID: e.ID, Kind: e.Kind, Schema: e.Schema, Device: who.device.ID, Actor: e.Actor, Time: e.Time, Key: e.Key, Body: e.Body,
	})
	return relayapi.Placed{ID: e.ID, Seq: seq}, err
}

func applyClaim(tx Tx, workspace string, c relayapi.ClaimBody) error {
	if c.Action == relayapi.Release {
		return tx.Release(workspace, c.PaymentID, c.Keys)
	}
	// A payment that only a lost claim knows of must not be made again.
	if err := settled(tx, workspace, "does not know all payments yet"); err != nil {
		return err
	}
	taken, err := tx.ClaimedByOthers(workspace, c.PaymentID, c.Keys)
	if err != nil {
		return err
	}
	if len(taken) > 0 {
		p := refuse(http.StatusConflict, relayapi.CodeClaimRefused,
			fmt.Sprintf("Another payment settles %d of these earnings already.", len(taken)), "Sync, then make the payment again.")
		p.Refused = taken
		return p
	}
	return tx.Claim(workspace, c.PaymentID, c.Keys)
}

// settled refuses while devices owe a restored relay what it lost.
func settled(tx Tx, workspace, lacks string) error {
	owing, err := tx.Owing(workspace)
	if err != nil || len(owing) == 0 {
		return err
	}
	p := refuse(http.StatusConflict, relayapi.CodeRecovering,
		"The relay was restored and "+lacks+": "+waitsFor(owing)+" must sync first.",
		"Open Linkledger there, or remove the device if it is gone for good.")
	p.WaitingFor = namesOf(owing)
	return p
}

func waitsFor(owing []Device) string {
	const shown = 3
	names := make([]string, 0, shown+1)
	for i, d := range owing {
		if i == shown {
			names = append(names, fmt.Sprintf("%d more", len(owing)-shown))
			break
		}
		names = append(names, d.Name)
	}
	return strings.Join(names, ", ")
}

// claimOf reads the body of a claim.
func claimOf(body json.RawMessage) (c relayapi.ClaimBody, err error) {
	if err := json.Unmarshal(body, &c); err != nil {
		return c, errors.New("its body is no claim")
	}
	switch {
	case !c.Action.Valid():
		return c, errors.New("its action must be claim or release")
	case !idForm.MatchString(c.PaymentID):
		return c, errors.New("its payment id is missing or has a wrong form")
	case len(c.Keys) == 0 || len(c.Keys) > maxClaimKeys:
		return c, fmt.Errorf("it must have between 1 and %d keys", maxClaimKeys)
	}
	seen := make(map[string]bool, len(c.Keys))
	for _, key := range c.Keys {
		if !idForm.MatchString(key) || seen[key] {
			return c, errors.New("its keys must differ and be plain hashes")
		}
		seen[key] = true
	}
	return c, nil
}
