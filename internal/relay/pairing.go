package relay

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"regexp"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// Limits of pairings, as the contract says them.
const (
	pairingLife    = 10 * time.Minute
	pairingTries   = 5
	pairingsAtOnce = 3
	pairingKept    = 24 * time.Hour
	maxPairingKeys = 64 << 10
	pairingKeySize = 32
	freeSlotDraws  = 50
)

// recipientForm is an age X25519 recipient: bech32, 32 bytes
// (https://age-encryption.org/v1).
var recipientForm = regexp.MustCompile(`^age1[02-9ac-hj-np-z]{58}$`)

// state is where the pairing stands at a time.
func (p Pairing) state(now time.Time) relayapi.PairingState {
	waits := p.State == relayapi.PairingStateOpen || p.State == relayapi.PairingStateAsked
	if waits && !now.Before(p.Opened.Add(pairingLife)) {
		return relayapi.PairingStateClosed
	}
	return p.State
}

// putPairing opens a pairing in a free slot.
func putPairing(tx Tx, p Pairing) (Pairing, error) {
	if err := tx.ForgetPairings(p.Opened.Add(-pairingKept)); err != nil {
		return p, err
	}
	for range freeSlotDraws {
		slot, err := rand.Int(rand.Reader, big.NewInt(relayapi.MaxPairingSlot))
		if err != nil {
			return p, err
		}
		p.Slot = int(slot.Int64()) + 1
		switch _, err := tx.Pairing(p.Slot); {
		case errors.Is(err, ErrNotFound):
			p.State = relayapi.PairingStateOpen
			return p, tx.PutPairing(p)
		case err != nil:
			return p, err
		}
	}
	return p, tooMany("All pairings of this relay are taken.", "Try again in an hour.", time.Hour)
}

// OpenPairing opens a pairing that needs no approval, for the operator. Who
// knows the code is let in.
func (g Registry) OpenPairing(ctx context.Context, workspaceID string) (relayapi.PairingCode, error) {
	w, err := g.findWorkspace(ctx, workspaceID)
	if err != nil {
		return relayapi.PairingCode{}, err
	}
	code := relayapi.NewPairingCode()
	code.RelayURL = g.relayURL(w)
	code.Slot = 1
	if _, err := relayapi.ParsePairingCode(code.String()); err != nil {
		return relayapi.PairingCode{}, fmt.Errorf("desktops can't be paired at %s: give --public-url as https:// and a host", code.RelayURL)
	}
	verifier := code.Keys().Verifier
	err = g.batch(ctx, func(tx Tx) error {
		p, err := putPairing(tx, Pairing{Workspace: w.ID, ByOperator: true, Verifier: verifier, Opened: g.Clock.Now()})
		code.Slot = p.Slot
		return err
	})
	if err != nil {
		return relayapi.PairingCode{}, fmt.Errorf("open a pairing: %w", err)
	}
	return code, nil
}

// OpenPairing implements the contract.
func (s server) OpenPairing(ctx context.Context, req relayapi.OpenPairingRequestObject) (relayapi.OpenPairingResponseObject, error) {
	if len(req.Body.Verifier) != pairingKeySize {
		return nil, invalid("The verifier must be 32 bytes.", "Update the program.")
	}
	who, now := callerOf(ctx), s.clock.Now()
	workspace := who.workspace.ID
	var opened Pairing
	err := s.commitFor(ctx, who, func(tx Tx) error {
		n, err := tx.Pairings(workspace, now.Add(-pairingLife))
		if err != nil {
			return err
		}
		if n >= pairingsAtOnce {
			return tooMany(fmt.Sprintf("The workspace has %d open pairings.", n), "Finish one of them, or wait until it closes by itself.", pairingLife)
		}
		opened, err = putPairing(tx, Pairing{Workspace: workspace, Verifier: req.Body.Verifier, Opened: now})
		return err
	})
	return relayapi.OpenPairing201JSONResponse(pairingView(opened, now)), err
}

func pairingView(p Pairing, now time.Time) relayapi.Pairing {
	v := relayapi.Pairing{Slot: p.Slot, State: p.state(now), ExpiresAt: p.Opened.Add(pairingLife)}
	if p.Request.Name != "" {
		v.Request = &p.Request
	}
	return v
}

// GetPairing implements the contract.
func (s server) GetPairing(ctx context.Context, req relayapi.GetPairingRequestObject) (relayapi.GetPairingResponseObject, error) {
	p, err := s.store.Pairing(ctx, req.Slot)
	if err == nil && p.Workspace != callerOf(ctx).workspace.ID {
		err = ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return relayapi.GetPairing200JSONResponse(pairingView(p, s.clock.Now())), nil
}

// JoinPairing implements the contract. Whatever is wrong with slot or
// verifier, the answer is the same.
func (s server) JoinPairing(ctx context.Context, req relayapi.JoinPairingRequestObject) (relayapi.JoinPairingResponseObject, error) {
	join := *req.Body
	name, err := checkDeviceName(join.Name)
	switch {
	case err != nil:
		return nil, invalid(err.Error()+".", "Choose another name.")
	case name != join.Name:
		return nil, invalid("The device's name has spaces around it.", "Update the program.")
	case len(join.Verifier) != pairingKeySize || len(join.Proof) != pairingKeySize:
		return nil, invalid("The verifier and the proof must be 32 bytes each.", "Update the program.")
	case !recipientForm.MatchString(join.PublicKey):
		return nil, invalid("The public key is not an age recipient.", "Update the program.")
	case !hashForm.MatchString(join.TokenHash):
		return nil, invalid("The token is not given as a SHA-256 in lower-case hex.", "Update the program.")
	}
	right := false
	err = s.committer.commit(context.WithoutCancel(ctx), func(tx Tx) (err error) {
		right, err = applyJoin(tx, req.Slot, join, s.clock.Now())
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !right: // after the commit, which counts the try
		s.metrics.pairings.WithLabelValues("wrong").Inc()
		return nil, refuse(http.StatusNotFound, relayapi.CodeNotFound, "There is no open pairing for this code.",
			"Check the code, or ask for a new one: it works for 10 minutes and takes 5 wrong tries.")
	}
	s.metrics.pairings.WithLabelValues("right").Inc()
	return relayapi.JoinPairing202Response{}, nil
}

// applyJoin reports whether the code was right.
func applyJoin(tx Tx, slot int, join relayapi.PairingJoin, now time.Time) (bool, error) {
	p, err := tx.Pairing(slot)
	if errors.Is(err, ErrNotFound) {
		p, err = Pairing{Verifier: make([]byte, pairingKeySize)}, nil // nobody can derive it
	}
	if err != nil {
		return false, err
	}
	matches := subtle.ConstantTimeCompare(p.Verifier, join.Verifier) == 1
	again := p.State != relayapi.PairingStateOpen && p.TokenHash == join.TokenHash && p.State != relayapi.PairingStateClosed
	switch {
	case matches && again: // its first answer was lost
		return true, nil
	case p.state(now) != relayapi.PairingStateOpen:
		return false, nil
	case !matches:
		if p.Tries++; p.Tries >= pairingTries {
			p.State = relayapi.PairingStateClosed
		}
		return false, tx.PutPairing(p)
	}
	p.State, p.TokenHash = relayapi.PairingStateAsked, join.TokenHash
	p.Request = relayapi.PairingRequest{Name: join.Name, PublicKey: join.PublicKey, Proof: join.Proof}
	if p.ByOperator {
		if err := p.letIn(tx, now); err != nil {
			return false, err
		}
	}
	return true, tx.PutPairing(p)
}

// letIn makes who asked a device.
func (p *Pairing) letIn(tx Tx, now time.Time) error {
	id, err := affiliate.NewID[string](rand.Reader)
	if err != nil {
		return err
	}
	p.State, p.Device = relayapi.PairingStateApproved, id
	err = tx.AddDevice(Device{ID: id, Workspace: p.Workspace, Name: p.Request.Name, TokenHash: p.TokenHash, Created: now})
	if errors.Is(err, ErrTaken) {
		return invalid("The token belongs to a device already.", "Start the pairing again on the new device.")
	}
	return err
}

// DecidePairing implements the contract.
func (s server) DecidePairing(ctx context.Context, req relayapi.DecidePairingRequestObject) (relayapi.DecidePairingResponseObject, error) {
	decision, who, now := *req.Body, callerOf(ctx), s.clock.Now()
	if decision.Approve && (len(decision.Package) == 0 || len(decision.Package) > maxPairingKeys || len(decision.Proof) != pairingKeySize) {
		return nil, invalid("An approval carries the workspace's keys and a proof of 32 bytes.", "Update the program.")
	}
	err := s.commitFor(ctx, who, func(tx Tx) error {
		p, err := tx.Pairing(req.Slot)
		if err == nil && p.Workspace != who.workspace.ID {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		want := relayapi.PairingStateRefused
		if decision.Approve {
			want = relayapi.PairingStateApproved
		}
		state := p.state(now)
		switch {
		case state == want: // its first answer was lost
			return nil
		case !decision.Approve && state == relayapi.PairingStateOpen: // nobody shall ask any more
			p.State = relayapi.PairingStateClosed
			return tx.PutPairing(p)
		case state != relayapi.PairingStateAsked:
			return invalid(fmt.Sprintf("The pairing is %s; there is nothing to decide.", state), "Open a new pairing.")
		case !decision.Approve:
			p.State = relayapi.PairingStateRefused
			return tx.PutPairing(p)
		}
		p.Package, p.Proof = decision.Package, decision.Proof
		if err := p.letIn(tx, now); err != nil {
			return err
		}
		return tx.PutPairing(p)
	})
	return relayapi.DecidePairing204Response{}, err
}

type joinerKey struct{}

// GetPairingResult implements the contract. The caller is no device yet; its
// token is the one that it named.
func (s server) GetPairingResult(ctx context.Context, req relayapi.GetPairingResultRequestObject) (relayapi.GetPairingResultResponseObject, error) {
	p, err := s.store.Pairing(ctx, req.Slot)
	hash, _ := ctx.Value(joinerKey{}).(string)
	if err == nil && (p.TokenHash == "" || subtle.ConstantTimeCompare([]byte(p.TokenHash), []byte(hash)) != 1) {
		err = ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	result := relayapi.PairingResult{State: relayapi.PairingResultState(p.state(s.clock.Now()))}
	if p.State == relayapi.PairingStateApproved {
		if _, err := s.deviceOf(ctx, hash); err != nil { // it may be shut out since
			return nil, err
		}
		result.WorkspaceID, result.DeviceID, result.Package, result.Proof = p.Workspace, p.Device, p.Package, p.Proof
	}
	return relayapi.GetPairingResult200JSONResponse(result), nil
}

// asJoiner lets a token through that is no device's yet.
func (r *Relay) asJoiner(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		token, _ := strings.CutPrefix(req.Header.Get("Authorization"), bearerPrefix)
		hash := HashToken(token)
		if err := r.admit(req, hash); err != nil {
			r.failed(w, req, err)
			return
		}
		next.ServeHTTP(w, req.WithContext(context.WithValue(req.Context(), joinerKey{}, hash)))
	})
}
