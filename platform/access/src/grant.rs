//! The proof that somebody may do something, carried to where it is needed (opening personal data above all).

use kernel::{Actor, Refusal, RefusalKind};

use crate::{Holder, RegionCode, Scope, Scopes, TenantCode};

/// What one actor may do in one tenant's region. Made from a verified key or for a named process of Hanse itself, never out of
/// thin air: there is no public constructor from parts that came over the wire.
#[derive(Debug, Clone)]
pub struct Grant {
    actor: Actor,
    tenant: TenantCode,
    region: RegionCode,
    scopes: Scopes,
}

impl Grant {
    /// What the holder of a verified key may do.
    pub fn of(holder: &Holder) -> Self {
        Self {
            actor: holder.actor.clone(),
            tenant: holder.tenant.clone(),
            region: holder.region.clone(),
            scopes: holder.scopes,
        }
    }

    /// What a process of Hanse itself may do, e.g. `order_to_cash` sealing a recipient. The name goes to the record.
    pub fn for_process(name: &'static str, tenant: TenantCode, region: RegionCode, scopes: Scopes) -> Self {
        Self { actor: Actor::new(name), tenant, region, scopes }
    }

    pub fn actor(&self) -> &Actor {
        &self.actor
    }
    pub fn tenant(&self) -> &TenantCode {
        &self.tenant
    }
    pub fn region(&self) -> &RegionCode {
        &self.region
    }
    pub fn allows(&self, scope: Scope) -> bool {
        self.scopes.allows(scope)
    }
    /// Refuses with `forbidden_scope` when the scope was not granted.
    pub fn needs(&self, scope: Scope) -> Result<(), Refusal> {
        if self.allows(scope) { Ok(()) } else { Err(forbidden(scope)) }
    }
}

/// The "no" to a caller whose key lacks `scope`.
pub(crate) fn forbidden(scope: Scope) -> Refusal {
    Refusal::new(RefusalKind::Forbidden, "forbidden_scope").with("scope", scope)
}
