"""Access over SSH as a noun: the public keys of persons."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

NOUN = Noun(
    "access",
    tables=(
        Table(
            "ssh_key",
            row="data.access.keys:SshKey",
            called="fingerprint",
            references=(Reference("person_id", "person"),),
        ),
    ),
    commands=(
        "data.access.commands:AddKey",
        "data.access.commands:RemoveKey",
        "data.access.commands:SetIdle",
    ),
    refusals={"ssh_key.fingerprint": "That key is somebody's already."},
)
