package relay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

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
	if len(push.Links)+len(push.Offers) > 0 {
		// What is in memory must be what was committed last.
		s.publishing.Lock()
		defer s.publishing.Unlock()
	}
	var result relayapi.PushResult
	err = s.committer.commit(ctx, func(tx Tx) (err error) {
		result, err = applyPush(tx, who, push, claims)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, o := range push.Offers {
		s.directory.putOffer(who.workspace, o)
	}
	for _, l := range push.Links {
		s.links.put(who.workspace, l)
	}
	return relayapi.PushLog200JSONResponse(result), nil
}

func applyPush(tx Tx, who caller, push relayapi.Push, claims map[int]relayapi.ClaimBody) (relayapi.PushResult, error) {
	id := who.workspace.ID
	epoch, head, err := tx.Head(id)
	if err != nil {
		return relayapi.PushResult{}, err
	}
	if push.Epoch != epoch {
		return relayapi.PushResult{}, problem{http.StatusConflict, relayapi.Problem{
			Code: relayapi.CodeEpochChanged, Message: "The relay was restored from a backup since this device last synced.",
			Hint: "Pull the log again, then push.",
		}}
	}
	result := relayapi.PushResult{Epoch: epoch, Head: head, Entries: []relayapi.Placed{}}
	for i, e := range push.Entries {
		placed, err := applyEntry(tx, who, e, claims[i])
		if err != nil {
			return relayapi.PushResult{}, err
		}
		if !placed.Duplicate {
			result.Head = placed.Seq
		}
		result.Entries = append(result.Entries, placed)
	}
	for _, l := range push.Links {
		if err := applyLink(tx, id, l); err != nil {
			return relayapi.PushResult{}, err
		}
	}
	for _, o := range push.Offers {
		err := tx.PutOffer(id, o)
		if errors.Is(err, ErrTaken) {
			return relayapi.PushResult{}, invalid(fmt.Sprintf("A postback token of offer %s belongs to another offer.", o.ID), "Make a new token.")
		}
		if err != nil {
			return relayapi.PushResult{}, err
		}
	}
	return result, nil
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
	if e.Kind == relayapi.KindClaim {
		if err := applyClaim(tx, id, claim); err != nil {
			return relayapi.Placed{}, err
		}
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
	taken, err := tx.ClaimedByOthers(workspace, c.PaymentID, c.Keys)
	if err != nil {
		return err
	}
	if len(taken) > 0 {
		return problem{http.StatusConflict, relayapi.Problem{
			Code: relayapi.CodeClaimRefused, Message: fmt.Sprintf("Another payment settles %d of these earnings already.", len(taken)),
			Hint: "Sync, then make the payment again.", Refused: taken,
		}}
	}
	return tx.Claim(workspace, c.PaymentID, c.Keys)
}

func applyLink(tx Tx, workspace string, l relayapi.PublicLink) error {
	code, err := tx.Code(workspace, l.Number)
	switch {
	case errors.Is(err, ErrNotFound):
		return invalid(fmt.Sprintf("Link number %d is in no block of this workspace.", l.Number), "Reserve a block and use its numbers.")
	case err != nil:
		return err
	case code.Code != l.Code:
		return problem{http.StatusConflict, relayapi.Problem{
			Code: relayapi.CodeCodeTaken, Message: fmt.Sprintf("The code %q is not the one of link number %d.", cut(l.Code, 40), l.Number),
			Hint: "Use the code that came with the number.",
		}}
	}
	return tx.PutLink(workspace, l)
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
