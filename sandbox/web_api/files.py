"""What Slack tells about files that people uploaded: files.info, and in messages and windows."""

from urllib.parse import quote

from sandbox.file import File
from sandbox.workspace import Json, SlackError, Workspace


def info(workspace: Workspace, arguments: Json) -> Json:
    file = workspace.files.get(str(arguments.get("file")))
    if file is None:
        raise SlackError("file_not_found")
    if file.is_deleted:
        raise SlackError("file_deleted")
    return {"file": file_json(workspace, file), "comments": [], "response_metadata": {"next_cursor": ""}}


def file_json(workspace: Workspace, file: File) -> Json:
    """Write a file as Slack does. Only a tombstone is left of a deleted one."""
    if file.is_deleted:
        return {"id": file.id, "mode": "tombstone"}
    name, base = quote(file.name), workspace.files_url
    return {
        "id": file.id,
        "name": file.name,
        "title": file.name,
        "mimetype": file.mimetype,
        "filetype": file.name.rsplit(".", maxsplit=1)[-1].lower(),
        "user": file.user,
        "size": len(file.content),
        "mode": "external" if file.is_external else "hosted",
        "is_external": file.is_external,
        "external_type": "gdrive" if file.is_external else "",
        "is_public": False,
        "url_private": f"{base}/files-pri/{file.id}/{name}",
        "url_private_download": f"{base}/files-pri/{file.id}/download/{name}",
        "permalink": f"{base}/files/{file.user}/{file.id}/{name}",
    }
